SELECT decade(date) AS decade, round2(min(latitude)) AS south, round2(max(latitude)) AS north,
       round2(max(shore_distance)) AS farthest, list(row) AS rows
FROM pirates
GROUP BY 1
ORDER BY 1
