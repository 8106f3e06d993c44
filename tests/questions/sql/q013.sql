SELECT country, count(*) AS without_code, min(date) AS first, max(date) AS last, list(row) AS rows
FROM votes
WHERE country_code IS NULL AND country IS NOT NULL
GROUP BY 1
ORDER BY without_code DESC, country
