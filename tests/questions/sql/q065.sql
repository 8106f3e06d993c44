SELECT y // 10 * 10 AS decade, count(*) AS years,
       count(*) FILTER (y NOT IN (SELECT year(date) FROM vetoes)) AS quiet,
       percent(count(*) FILTER (y NOT IN (SELECT year(date) FROM vetoes)), count(*)) AS share,
       (SELECT list(row) FROM vetoes WHERE year(date) // 10 = any_value(y // 10)) AS rows
FROM generate_series(1946, 2022) AS years(y)
GROUP BY 1
ORDER BY 1
