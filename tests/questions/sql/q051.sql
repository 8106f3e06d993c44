WITH halves AS (
    SELECT y AS year, h AS half, count(row) AS matches, list(row) FILTER (row IS NOT NULL) AS rows
    FROM generate_series(2017, 2024) AS years(y) CROSS JOIN generate_series(1, 2) AS halves(h)
    LEFT JOIN football ON year(date) = y AND half(date) = h
    GROUP BY 1, 2),
compared AS (SELECT *, lag(matches) OVER (ORDER BY year, half) AS before FROM halves)
SELECT year, half, matches, matches - before AS difference, change(matches, before) AS change, rows
FROM compared
WHERE year BETWEEN 2018 AND 2019 OR year BETWEEN 2021 AND 2024
ORDER BY 1, 2
