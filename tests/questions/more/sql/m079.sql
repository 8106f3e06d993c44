-- World Cups: goals a match of each, and of all up to it.
WITH cups AS (
    SELECT year(date) AS year, count(*) AS matches, sum(home_score + away_score) AS goals,
           list(row) AS rows
    FROM football
    WHERE tournament = 'FIFA World Cup'
    GROUP BY 1)
SELECT year, ratio2(goals, matches) AS goals,
       ratio2(sum(goals) OVER (ORDER BY year), sum(matches) OVER (ORDER BY year)) AS so_far, rows
FROM cups
ORDER BY year
