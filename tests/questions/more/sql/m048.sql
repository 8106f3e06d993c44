-- Attacks whose hour is known, by weekday (rows) and six hours of the day (columns), with totals of both.
WITH timed AS (
    SELECT row, isodow(date) AS day, CAST(left(time, 2) AS INTEGER) // 6 AS part FROM pirates
    WHERE time IS NOT NULL)
SELECT coalesce(CAST(day AS VARCHAR), 'Total') AS weekday, count(*) FILTER (part = 0) AS night,
       count(*) FILTER (part = 1) AS morning, count(*) FILTER (part = 2) AS afternoon,
       count(*) FILTER (part = 3) AS evening, count(*) AS total, list(row) AS rows
FROM timed
GROUP BY ROLLUP (day)
ORDER BY grouping(day), day
