-- What boarding, hijacking and the other known types contributed to the percent change of the attacks of 2008 to 2011 from the year before.
WITH years AS (
    SELECT year(date) AS year, count(*) AS attacks,
           count(*) FILTER (attack_type IN ('Boarded', 'Boarding')) AS boarded,
           count(*) FILTER (attack_type = 'Hijacked') AS hijacked, list(row) AS rows
    FROM pirates
    WHERE attack_type IS NOT NULL
    GROUP BY 1)
SELECT own.year, percent(own.boarded - earlier.boarded, earlier.attacks) AS boarded,
       percent(own.hijacked - earlier.hijacked, earlier.attacks) AS hijacked,
       percent(own.attacks - own.boarded - own.hijacked
               - (earlier.attacks - earlier.boarded - earlier.hijacked), earlier.attacks) AS other,
       own.rows
FROM years AS own JOIN years AS earlier ON earlier.year = own.year - 1
WHERE own.year BETWEEN 2008 AND 2011
ORDER BY 1
