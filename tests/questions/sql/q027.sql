WITH yearly AS (
    SELECT year(date) AS year, count(*) AS hijackings, list(row) AS rows
    FROM pirates
    WHERE attack_type = 'Hijacked' AND year(date) BETWEEN 2005 AND 2014
    GROUP BY 1)
SELECT year, hijackings, sum(hijackings) OVER (ORDER BY year) AS running,
       percent(sum(hijackings) OVER (ORDER BY year), (SELECT sum(hijackings) FROM yearly)) AS share,
       rows
FROM yearly
ORDER BY 1
