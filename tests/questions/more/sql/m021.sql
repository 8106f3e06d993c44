-- Months of 2009 and 2010: attacks, running total within each year, and share of the year.
WITH months AS (
    SELECT year(date) AS year, month(date) AS month, count(*) AS attacks, list(row) AS rows
    FROM pirates
    WHERE year(date) IN (2009, 2010)
    GROUP BY 1, 2)
SELECT year, month, attacks, sum(attacks) OVER (PARTITION BY year ORDER BY month) AS running,
       percent(attacks, sum(attacks) OVER (PARTITION BY year)) AS share, rows
FROM months
ORDER BY 1, 2
