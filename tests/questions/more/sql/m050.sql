-- Fiscal years from July to June, named by the year of their end, 2009 to 2014: attacks, difference and percent change from the one before.
WITH years AS (
    SELECT year(date) + CASE WHEN month(date) >= 7 THEN 1 ELSE 0 END AS fiscal,
           count(*) AS attacks, list(row) AS rows
    FROM pirates
    GROUP BY 1)
SELECT own.fiscal, own.attacks, own.attacks - earlier.attacks AS difference,
       change(own.attacks, earlier.attacks) AS change, own.rows
FROM years AS own JOIN years AS earlier ON earlier.fiscal = own.fiscal - 1
WHERE own.fiscal BETWEEN 2009 AND 2014
ORDER BY 1
