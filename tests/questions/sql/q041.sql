SELECT decade(date) AS decade, count(*) AS matches,
       percent(count(*) FILTER (home_score > away_score), count(*)) AS won_at_home,
       percent(count(*) FILTER (home_score = away_score), count(*)) AS drawn,
       percent(count(*) FILTER (home_score < away_score), count(*)) AS won_away, list(row) AS rows
FROM football
WHERE NOT neutral AND year(date) >= 1950
GROUP BY 1
ORDER BY 1
