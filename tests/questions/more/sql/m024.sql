-- Of the nearest countries with 50 attacks or more, the five with the smallest mean shore distance.
WITH countries AS (
    SELECT nearest_country AS code, count(*) AS attacks, sum(shore_distance) AS total,
           list(row) AS rows
    FROM pirates
    WHERE nearest_country IS NOT NULL
    GROUP BY 1
    HAVING count(*) >= 50)
SELECT code, attacks, ratio2(total, attacks) AS mean, rows
FROM countries
ORDER BY rounded(total, attacks, 9), code
LIMIT 5
