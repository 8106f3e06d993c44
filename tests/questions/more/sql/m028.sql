-- The ten tournaments with the most days between their first and last match.
SELECT tournament, min(date) AS first, max(date) AS last, max(date) - min(date) AS days,
       list(row) AS rows
FROM football
GROUP BY 1
ORDER BY days DESC, tournament
LIMIT 10
