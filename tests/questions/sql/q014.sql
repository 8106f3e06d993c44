SELECT month(date) AS month, count(DISTINCT rcid) AS rollcalls,
       percent(count(DISTINCT rcid), (SELECT count(DISTINCT rcid) FROM votes)) AS share,
       list(row) AS rows
FROM votes
GROUP BY 1
ORDER BY 1
