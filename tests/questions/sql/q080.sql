WITH weighed AS (
    SELECT *, home_score + away_score AS goals,
           CASE WHEN tournament = 'FIFA World Cup' THEN 4
                WHEN tournament IN ('UEFA Euro', 'Copa América', 'African Cup of Nations',
                                    'AFC Asian Cup') THEN 3
                WHEN tournament LIKE '%qualification' THEN 2 ELSE 1 END AS weight
    FROM football
    WHERE year(date) >= 1950)
SELECT decade(date) AS decade, count(*) AS matches, ratio2(sum(goals), count(*)) AS mean,
       ratio2(sum(goals * weight), sum(weight)) AS weighted_mean, list(row) AS rows
FROM weighed
GROUP BY 1
ORDER BY 1
