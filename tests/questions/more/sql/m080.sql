-- Attack types of the 1990s and the 2010s, blanks as a row of their own: attacks, share of all attacks of the decade.
SELECT decade(date) AS decade, coalesce(attack_type, '(blank)') AS attack_type,
       count(*) AS attacks, percent(count(*), sum(count(*)) OVER (PARTITION BY decade(date))) AS share,
       list(row) AS rows
FROM pirates
WHERE decade(date) IN (1990, 2010)
GROUP BY decade(date), pirates.attack_type
ORDER BY decade(date), pirates.attack_type NULLS LAST
