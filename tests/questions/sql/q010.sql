SELECT year(date) AS year, count(*) AS matches, count(*) FILTER (neutral) AS on_neutral,
       percent(count(*) FILTER (neutral), count(*)) AS share, list(row) AS rows
FROM football
WHERE year(date) BETWEEN 2015 AND 2025
GROUP BY 1
ORDER BY 1
