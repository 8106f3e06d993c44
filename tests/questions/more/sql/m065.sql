-- Morocco, year by year from 2012 to 2019: goals for less goals against, their running total, difference and percent change from the year before.
WITH years AS (
    SELECT year(date) AS year, sum(scored - conceded) AS balance, list(row) AS rows
    FROM played
    WHERE team = 'Morocco' AND year(date) BETWEEN 2012 AND 2019
    GROUP BY 1)
SELECT year, balance, sum(balance) OVER (ORDER BY year) AS running,
       balance - lag(balance) OVER (ORDER BY year) AS difference,
       change(balance, lag(balance) OVER (ORDER BY year)) AS change, rows
FROM years
ORDER BY year
