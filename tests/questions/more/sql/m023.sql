-- The two nearest countries with most attacks in each half of 2019 and 2020: share of the half's known attacks.
WITH counted AS (
    SELECT year(date) AS year, half(date) AS half, nearest_country AS code, count(*) AS attacks,
           sum(count(*)) OVER (PARTITION BY year(date), half(date)) AS whole, list(row) AS rows
    FROM pirates
    WHERE year(date) IN (2019, 2020) AND nearest_country IS NOT NULL
    GROUP BY 1, 2, 3)
SELECT year, half, code, attacks, percent(attacks, whole) AS share, rows
FROM counted
QUALIFY row_number() OVER (PARTITION BY year, half ORDER BY attacks DESC, code) <= 2
ORDER BY year, half, attacks DESC, code
