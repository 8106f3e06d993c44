-- The share of each quarter in its decade, decades 1990 to 2010 as columns, shares of the row.
SELECT quarter(date) AS quarter,
       percent(count(*) FILTER (decade(date) = 1990), count(*)) AS "1990",
       percent(count(*) FILTER (decade(date) = 2000), count(*)) AS "2000",
       percent(count(*) FILTER (decade(date) = 2010), count(*)) AS "2010", list(row) AS rows
FROM football
WHERE decade(date) IN (1990, 2000, 2010)
GROUP BY 1
ORDER BY 1
