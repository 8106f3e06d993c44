SELECT decade(date) AS decade, count(*) AS matches,
       ratio2(sum(home_score + away_score), count(*)) AS goals_per_match, list(row) AS rows
FROM football
GROUP BY 1
ORDER BY 1
