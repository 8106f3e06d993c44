SELECT team, count(DISTINCT opponent) AS opponents, count(*) AS matches, list(row) AS rows
FROM played
GROUP BY 1
ORDER BY opponents DESC, team
LIMIT 7
