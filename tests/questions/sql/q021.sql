WITH types AS (
    SELECT attack_type, count(*) AS attacks, list_sort(list(shore_distance)) AS distances,
           sum(shore_distance) AS total, list(row) AS rows
    FROM pirates
    WHERE attack_type IS NOT NULL
    GROUP BY 1
    HAVING count(*) >= 50)
SELECT attack_type, attacks, ratio2(total, len(distances)) AS mean,
       ratio2(quantile_times(distances, 1, 2), 2) AS median,
       ratio2(quantile_times(distances, 9, 10), 10) AS p90, rows
FROM types
ORDER BY quantile_times(distances, 1, 2) DESC, attack_type
