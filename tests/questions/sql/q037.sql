WITH yearly AS (
    SELECT year(date) AS year,
           count(*) FILTER (attack_type IN ('Boarded', 'Boarding')) AS boardings,
           count(*) FILTER (attack_type = 'Hijacked') AS hijackings,
           list(row) FILTER (attack_type IN ('Boarded', 'Boarding', 'Hijacked')) AS rows
    FROM pirates
    GROUP BY 1)
SELECT year, boardings, hijackings, ratio1(100 * hijackings, boardings) AS per_hundred, rows
FROM yearly
ORDER BY 1
