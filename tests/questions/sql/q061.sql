WITH yearly AS (
    SELECT y AS year, count(row) FILTER (region = 'Middle East') AS middle_east,
           count(row) FILTER (region = 'Southern Africa') AS southern_africa,
           list(row) FILTER (region IN ('Middle East', 'Southern Africa')) AS rows
    FROM generate_series(1970, 1990) AS years(y) LEFT JOIN vetoes ON year(date) = y
    GROUP BY 1)
SELECT year, sum(middle_east) OVER (ORDER BY year) AS middle_east,
       sum(southern_africa) OVER (ORDER BY year) AS southern_africa, rows
FROM yearly
ORDER BY 1
