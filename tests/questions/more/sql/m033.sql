-- Roll calls by month in the years 2013 to 2015, months as rows, all of them, years as columns, and the total.
SELECT m AS month, count(row) FILTER (year(date) = 2013) AS "2013",
       count(row) FILTER (year(date) = 2014) AS "2014", count(row) FILTER (year(date) = 2015) AS "2015",
       count(row) AS total, list(row) FILTER (row IS NOT NULL) AS rows
FROM generate_series(1, 12) AS months(m)
LEFT JOIN (FROM rollcalls WHERE year(date) BETWEEN 2013 AND 2015) AS kept ON month(date) = m
GROUP BY 1
ORDER BY 1
