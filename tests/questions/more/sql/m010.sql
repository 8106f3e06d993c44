-- Sessions 60 to 66 of the General Assembly: first and last date, days between, roll calls.
SELECT session, min(date) AS first, max(date) AS last, max(date) - min(date) AS days,
       count(*) AS rollcalls, list(row) AS rows
FROM rollcalls
WHERE session BETWEEN 60 AND 66
GROUP BY 1
ORDER BY 1
