-- The attacks off Indonesia, Nigeria and Somalia (columns), 2005 to 2012, as an index of 2008 = 100.
WITH years AS (
    SELECT year(date) AS year, count(*) FILTER (nearest_country = 'IDN') AS idn,
           count(*) FILTER (nearest_country = 'NGA') AS nga,
           count(*) FILTER (nearest_country = 'SOM') AS som,
           list(row) FILTER (nearest_country IN ('IDN', 'NGA', 'SOM')) AS rows
    FROM pirates
    WHERE year(date) BETWEEN 2005 AND 2012
    GROUP BY 1)
SELECT own.year, percent(own.idn, base.idn) AS idn, percent(own.nga, base.nga) AS nga,
       percent(own.som, base.som) AS som, own.rows
FROM years AS own, years AS base
WHERE base.year = 2008
ORDER BY 1
