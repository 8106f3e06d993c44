-- By the completed years since the home team's first match of all, in bins of 25: matches, goals of the home team a match.
WITH debuts AS (SELECT team, min(date) AS first FROM played GROUP BY 1)
SELECT years_between(first, date) // 25 * 25 AS age, count(*) AS matches,
       ratio2(sum(home_score), count(*)) AS goals, list(row) AS rows
FROM football JOIN debuts ON team = home_team
GROUP BY 1
ORDER BY 1
