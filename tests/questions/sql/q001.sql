SELECT year(date) AS year, count(*) AS attacks, list(row) AS rows
FROM pirates
WHERE year(date) BETWEEN 2010 AND 2020
GROUP BY 1
ORDER BY 1
