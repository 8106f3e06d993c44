SELECT team, count(*) AS matches, list(row) AS rows
FROM played
WHERE year(date) BETWEEN 2010 AND 2019
  AND team NOT IN (SELECT country FROM votes WHERE country IS NOT NULL)
GROUP BY 1
ORDER BY matches DESC, team
LIMIT 10
