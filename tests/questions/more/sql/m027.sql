-- Matches by day of the month, the three commonest days and the three rarest apart from each other: the rarest.
SELECT day(date) AS day, count(*) AS matches, list(row) AS rows
FROM football
GROUP BY 1
ORDER BY matches, day
LIMIT 3
