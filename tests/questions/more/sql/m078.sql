-- The eight nearest countries with most attacks: the year of most attacks (of equals the earliest), attacks then and in 2020, percent change between.
WITH counted AS (
    SELECT nearest_country AS code, year(date) AS year, count(*) AS attacks FROM pirates
    WHERE nearest_country IS NOT NULL
    GROUP BY 1, 2)
SELECT code, sum(attacks) AS attacks, first(year ORDER BY attacks DESC, year) AS peak,
       max(attacks) AS most, coalesce(sum(attacks) FILTER (year = 2020), 0) AS latest,
       change(coalesce(sum(attacks) FILTER (year = 2020), 0), max(attacks)) AS change
FROM counted
GROUP BY 1
ORDER BY 2 DESC, 1
LIMIT 8
