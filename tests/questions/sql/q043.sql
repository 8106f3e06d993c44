WITH margins AS (
    SELECT *, abs(home_score - away_score) AS margin,
           rank() OVER (ORDER BY abs(home_score - away_score) DESC) AS place
    FROM football)
SELECT date, home_team, away_team, home_score, away_score, margin, [row] AS rows
FROM margins
WHERE place <= 10
ORDER BY margin DESC, date, home_team
