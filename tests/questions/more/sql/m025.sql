-- Nearest countries with at least 3% of the known attacks, largest first.
WITH known AS (SELECT * FROM pirates WHERE nearest_country IS NOT NULL)
SELECT nearest_country, percent(count(*), (SELECT count(*) FROM known)) AS share, list(row) AS rows
FROM known
GROUP BY 1
HAVING 100 * count(*) >= 3 * (SELECT count(*) FROM known)
ORDER BY count(*) DESC, nearest_country
