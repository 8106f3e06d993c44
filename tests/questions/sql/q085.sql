WITH known AS (SELECT rcid AS listed FROM rollcalls)
SELECT year(date) AS year, count(DISTINCT rcid) AS rollcalls,
       count(DISTINCT rcid) FILTER (listed IS NULL) AS missing,
       percent(count(DISTINCT rcid) FILTER (listed IS NULL), count(DISTINCT rcid)) AS share,
       list(row) AS rows
FROM votes LEFT JOIN known ON rcid = listed
WHERE year(date) BETWEEN 1996 AND 2019
GROUP BY 1
ORDER BY 1
