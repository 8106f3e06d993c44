-- The seasonal index of the attacks of 2010 to 2019: a calendar month's attacks in percent of the average month's.
WITH kept AS (SELECT * FROM pirates WHERE year(date) BETWEEN 2010 AND 2019)
SELECT month(date) AS month, count(*) AS attacks,
       percent(12 * count(*), (SELECT count(*) FROM kept)) AS seasonal, list(row) AS rows
FROM kept
GROUP BY 1
ORDER BY 1
