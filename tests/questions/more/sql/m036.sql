-- Nearest countries with 10 attacks or more in 2009: the five largest percent changes to 2010.
WITH countries AS (
    SELECT nearest_country AS code, count(*) FILTER (year(date) = 2009) AS earlier,
           count(*) FILTER (year(date) = 2010) AS later, list(row) AS rows
    FROM pirates
    WHERE nearest_country IS NOT NULL AND year(date) IN (2009, 2010)
    GROUP BY 1)
SELECT code, earlier, later, change(later, earlier) AS change, rows
FROM countries
WHERE earlier >= 10
ORDER BY rounded(later - earlier, earlier, 9) DESC, code
LIMIT 5
