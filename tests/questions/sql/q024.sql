WITH near AS (
    SELECT * FROM pirates
    WHERE nearest_country IN ('SOM', 'YEM', 'DJI', 'ERI') AND year(date) IN (2013, 2014)),
monthly AS (
    SELECT m AS month, count(row) FILTER (year(date) = 2014) AS this_year,
           count(row) FILTER (year(date) = 2013) AS last_year,
           list(row) FILTER (row IS NOT NULL) AS rows
    FROM generate_series(1, 12) AS months(m) LEFT JOIN near ON month(date) = m
    GROUP BY 1)
SELECT month, this_year, last_year, this_year - last_year AS difference,
       change(this_year, last_year) AS change, rows
FROM monthly
ORDER BY 1
