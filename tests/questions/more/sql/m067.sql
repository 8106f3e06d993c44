-- Attacks by Hijri month (all twelve) and Hijri year 1438 to 1441, with totals of both.
WITH kept AS (
    SELECT row, hijri_year AS y, hijri_month AS m FROM pirates JOIN hijri USING (date)
    WHERE hijri_year BETWEEN 1438 AND 1441)
SELECT coalesce(CAST(month AS VARCHAR), 'Total') AS month, count(row) FILTER (y = 1438) AS "1438",
       count(row) FILTER (y = 1439) AS "1439", count(row) FILTER (y = 1440) AS "1440",
       count(row) FILTER (y = 1441) AS "1441", count(row) AS total,
       list(row) FILTER (row IS NOT NULL) AS rows
FROM generate_series(1, 12) AS months(month) LEFT JOIN kept ON m = month
GROUP BY ROLLUP (month)
ORDER BY grouping(month), months.month
