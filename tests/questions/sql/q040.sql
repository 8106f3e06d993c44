WITH cups AS (
    SELECT year(date) AS year, count(*) AS matches, sum(home_score + away_score) AS goals,
           list(row) AS rows
    FROM football
    WHERE tournament = 'FIFA World Cup'
    GROUP BY 1),
compared AS (
    SELECT *, lag(matches) OVER (ORDER BY year) AS matches_before,
           lag(goals) OVER (ORDER BY year) AS goals_before
    FROM cups)
SELECT year, matches, goals, ratio2(goals, matches) AS goals_per_match,
       ratio2(goals * matches_before - goals_before * matches, matches * matches_before)
           AS difference,
       rows
FROM compared
ORDER BY 1
