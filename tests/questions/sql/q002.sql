WITH known AS (SELECT * FROM pirates WHERE nearest_country IS NOT NULL)
SELECT nearest_country, count(*) AS attacks,
       percent(count(*), (SELECT count(*) FROM known)) AS share, list(row) AS rows
FROM known
GROUP BY 1
ORDER BY attacks DESC, nearest_country
LIMIT 10
