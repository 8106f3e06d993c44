-- The named vessel attacked farthest from shore in each decade, and the distance.
SELECT decade(date) AS decade, arg_max(vessel_name, shore_distance) AS vessel,
       round2(max(shore_distance)) AS distance, list(row) AS rows
FROM pirates
WHERE vessel_name IS NOT NULL
GROUP BY 1
ORDER BY 1
