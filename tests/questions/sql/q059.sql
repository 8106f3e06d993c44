WITH kept AS (SELECT * FROM rollcalls WHERE year(date) BETWEEN 2000 AND 2015)
SELECT weekofyear(date) AS week, count(*) AS rollcalls,
       percent(count(*), (SELECT count(*) FROM kept)) AS share, list(row) AS rows
FROM kept
GROUP BY 1
ORDER BY rollcalls DESC, week
LIMIT 5
