WITH quarters AS (
    SELECT y AS year, q AS quarter, count(row) AS matches,
           list(row) FILTER (row IS NOT NULL) AS rows
    FROM generate_series(2018, 2021) AS years(y) CROSS JOIN generate_series(1, 4) AS quarters(q)
    LEFT JOIN football ON year(date) = y AND quarter(date) = q
    GROUP BY 1, 2),
compared AS (
    SELECT *, lag(matches) OVER (ORDER BY year, quarter) AS before,
           lag(matches, 4) OVER (ORDER BY year, quarter) AS last_year
    FROM quarters)
SELECT year, quarter, matches, change(matches, before) AS from_previous,
       change(matches, last_year) AS from_last_year, rows
FROM compared
WHERE year >= 2019
ORDER BY 1, 2
