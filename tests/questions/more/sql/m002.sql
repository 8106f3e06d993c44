-- The commonest attack type of each year from 2010 on, and how often it occurs; of equals the first by name.
SELECT year(date) AS year, attack_type, count(*) AS attacks
FROM pirates
WHERE year(date) >= 2010 AND attack_type IS NOT NULL
GROUP BY 1, 2
QUALIFY row_number() OVER (PARTITION BY year(date) ORDER BY count(*) DESC, attack_type) = 1
ORDER BY 1
