WITH days AS (
    SELECT CAST(d AS DATE) AS day
    FROM generate_series(DATE '2008-01-01', DATE '2012-12-31', INTERVAL 1 DAY) AS days(d))
SELECT year(day) AS year, count(*) AS days, count(*) FILTER (NOT attacked) AS quiet,
       percent(count(*) FILTER (NOT attacked), count(*)) AS share,
       (SELECT list(row) FROM pirates WHERE year(date) = year(day)) AS rows
FROM (SELECT day, day IN (SELECT date FROM pirates) AS attacked FROM days)
GROUP BY 1
ORDER BY 1
