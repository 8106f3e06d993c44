-- The running share of known attacks from the largest nearest country down: the ten largest.
WITH known AS (
    SELECT nearest_country AS code, count(*) AS attacks, list(row) AS rows FROM pirates
    WHERE nearest_country IS NOT NULL
    GROUP BY 1)
SELECT code, attacks,
       percent(sum(attacks) OVER (ORDER BY attacks DESC, code), (SELECT sum(attacks) FROM known))
           AS running_share,
       rows
FROM known
ORDER BY attacks DESC, code
LIMIT 10
