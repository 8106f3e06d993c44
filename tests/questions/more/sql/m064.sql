-- The goals a match of the ten tournaments with most matches, in the order of their matches, which are not shown.
SELECT tournament, ratio2(sum(home_score + away_score), count(*)) AS goals, list(row) AS rows
FROM football
GROUP BY 1
ORDER BY count(*) DESC, tournament
LIMIT 10
