SELECT year(date) AS year, half(date) AS half, count(*) AS attacks,
       percent(count(*), sum(count(*)) OVER (PARTITION BY year(date))) AS share, list(row) AS rows
FROM pirates
WHERE year(date) BETWEEN 2015 AND 2020
GROUP BY 1, 2
ORDER BY 1, 2
