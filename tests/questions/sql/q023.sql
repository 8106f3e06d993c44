WITH yearly AS (
    SELECT y AS year, count(row) AS attacks, list(row) FILTER (row IS NOT NULL) AS rows
    FROM generate_series(2000, 2014) AS years(y) LEFT JOIN pirates ON year(date) = y
    GROUP BY 1),
compared AS (
    SELECT *, lag(attacks) OVER (ORDER BY year) AS before,
           first(attacks) OVER (ORDER BY year) AS base
    FROM yearly)
SELECT year, attacks, attacks - before AS difference, change(attacks, before) AS change,
       percent(attacks, base) AS index_2000, rows
FROM compared
WHERE year >= 2001
ORDER BY year
