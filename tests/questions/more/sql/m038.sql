-- Hijackings by vessel status, 'not recorded' where it is blank, and the share of the status's attacks.
SELECT coalesce(vessel_status, 'not recorded') AS status,
       count(*) FILTER (attack_type = 'Hijacked') AS hijackings,
       percent(count(*) FILTER (attack_type = 'Hijacked'), count(attack_type)) AS share,
       list(row) AS rows
FROM pirates
GROUP BY 1
HAVING count(*) FILTER (attack_type = 'Hijacked') > 0
ORDER BY 1
