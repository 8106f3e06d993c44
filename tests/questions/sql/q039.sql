SELECT vessel_name, count(*) AS attacks, min(date) AS first, max(date) AS last, list(row) AS rows
FROM pirates
WHERE vessel_name NOT IN ('Name Withheld', 'Unspecified')
GROUP BY 1
HAVING count(*) >= 5
ORDER BY attacks DESC, vessel_name
