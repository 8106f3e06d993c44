-- By six hours of the day, the attacks whose hour is known, and their share.
WITH timed AS (
    SELECT row, CAST(left(time, 2) AS INTEGER) // 6 AS part FROM pirates WHERE time IS NOT NULL)
SELECT ['00-05', '06-11', '12-17', '18-23'][part + 1] AS hours, count(*) AS attacks,
       percent(count(*), (SELECT count(*) FROM timed)) AS share, list(row) AS rows
FROM timed
GROUP BY part
ORDER BY part
