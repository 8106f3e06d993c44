WITH known AS (
    SELECT *, nearest_country <> eez_country AS differs FROM pirates
    WHERE nearest_country IS NOT NULL AND eez_country IS NOT NULL)
SELECT nearest_country, count(*) AS both_known, count(*) FILTER (differs) AS differing,
       percent(count(*) FILTER (differs), count(*)) AS share, list(row) AS rows
FROM known
GROUP BY 1
ORDER BY differing DESC, nearest_country
LIMIT 5
