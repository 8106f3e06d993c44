-- By decade: the share of matches with more goals than the mean of their decade.
WITH means AS (
    SELECT decade(date) AS decade, sum(home_score + away_score) AS goals, count(*) AS matches
    FROM football
    GROUP BY 1)
SELECT decade, count(*) AS matches,
       percent(count(*) FILTER ((home_score + away_score) * matches > goals), count(*)) AS above,
       list(row) AS rows
FROM football JOIN means ON means.decade = decade(date)
GROUP BY 1
ORDER BY 1
