-- How prone to hijacking the ten nearest countries with most attacks are: their share of hijackings divided by that of all countries.
WITH known AS (SELECT *, attack_type = 'Hijacked' AS hijacked FROM pirates
               WHERE nearest_country IS NOT NULL),
whole AS (SELECT count(*) FILTER (hijacked) AS hijacked, count(*) AS attacks FROM known)
SELECT nearest_country, count(*) AS attacks,
       ratio2(count(*) FILTER (known.hijacked) * whole.attacks, count(*) * whole.hijacked)
           AS quotient,
       list(row) AS rows
FROM known, whole
GROUP BY nearest_country, whole.attacks, whole.hijacked
ORDER BY count(*) DESC, nearest_country
LIMIT 10
