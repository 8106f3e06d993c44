-- Cohorts: by the decade of a nearest country's first attack, the countries attacked since 2010, the attacks, their share.
WITH first AS (
    SELECT nearest_country, min(decade(date)) AS cohort FROM pirates
    WHERE nearest_country IS NOT NULL
    GROUP BY 1)
SELECT cohort, count(DISTINCT nearest_country) AS countries, count(*) AS attacks,
       percent(count(*), sum(count(*)) OVER ()) AS share, list(row) AS rows
FROM pirates JOIN first USING (nearest_country)
WHERE year(date) >= 2010
GROUP BY 1
ORDER BY 1
