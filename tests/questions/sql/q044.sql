SELECT team, count(*) AS matches, min(date) AS first, max(date) AS last,
       years_between(min(date), max(date)) AS years, list(row) AS rows
FROM played
GROUP BY 1
HAVING count(*) >= 900
ORDER BY matches DESC, team
