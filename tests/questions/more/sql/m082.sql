-- Named vessels attacked four times or more, always off the same country: name, country, attacks; most attacks first.
SELECT vessel_name, min(nearest_country) AS country, count(*) AS attacks, list(row) AS rows
FROM pirates
WHERE vessel_name IS NOT NULL AND vessel_name NOT IN ('Name Withheld', 'Unspecified')
GROUP BY 1
HAVING count(*) >= 4 AND count(DISTINCT nearest_country) = 1
ORDER BY count(*) DESC, vessel_name
