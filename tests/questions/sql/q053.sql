SELECT y AS year, count(DISTINCT rcid) AS rollcalls, count(DISTINCT country) AS countries,
       list(row) FILTER (row IS NOT NULL) AS rows
FROM generate_series(1960, 1969) AS years(y) LEFT JOIN votes ON year(date) = y
GROUP BY 1
ORDER BY 1
