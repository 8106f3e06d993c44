-- 2008 to 2013: days with an attack, days with three or more, and the share of the year's attacks on such days.
WITH days AS (
    SELECT date, count(*) AS attacks, list(row) AS rows FROM pirates
    WHERE year(date) BETWEEN 2008 AND 2013
    GROUP BY 1)
SELECT year(date) AS year, count(*) AS days, count(*) FILTER (attacks >= 3) AS busy,
       percent(sum(attacks) FILTER (attacks >= 3), sum(attacks)) AS share,
       flatten(list(rows)) AS rows
FROM days
GROUP BY 1
ORDER BY 1
