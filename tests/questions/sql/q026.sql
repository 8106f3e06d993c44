WITH yearly AS (
    SELECT y AS year, count(row) AS attacks, list(row) FILTER (row IS NOT NULL) AS rows
    FROM generate_series(1430, 1441) AS years(y)
    LEFT JOIN (pirates JOIN hijri USING (date)) ON hijri_year = y
    GROUP BY 1),
compared AS (SELECT *, lag(attacks) OVER (ORDER BY year) AS before FROM yearly)
SELECT year, attacks, attacks - before AS difference, rows
FROM compared
WHERE year >= 1431
ORDER BY 1
