WITH yearly AS (
    SELECT year(date) AS year, count(*) AS matches, sum(home_score + away_score) AS goals,
           list(row) AS rows
    FROM football
    WHERE tournament = 'Gulf Cup'
    GROUP BY 1)
SELECT year, matches, goals, sum(goals) OVER (ORDER BY year) AS running, rows
FROM yearly
ORDER BY 1
