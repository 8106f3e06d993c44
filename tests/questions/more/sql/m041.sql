-- Attacks of each year to 2004, and their mean over the year and the two before it (blank before 1995).
WITH years AS (
    SELECT year(date) AS year, count(*) AS attacks, list(row) AS rows
    FROM pirates
    WHERE year(date) <= 2004
    GROUP BY 1)
SELECT year, attacks,
       CASE WHEN year >= 1995 THEN ratio2(sum(attacks) OVER (ORDER BY year ROWS 2 PRECEDING), 3) END
           AS mean,
       rows
FROM years
ORDER BY year
