WITH quarters AS (
    SELECT y AS year, q AS quarter, count(row) AS attacks,
           list(row) FILTER (row IS NOT NULL) AS rows
    FROM generate_series(2017, 2020) AS years(y) CROSS JOIN generate_series(1, 4) AS quarters(q)
    LEFT JOIN (FROM pirates WHERE nearest_country
               IN ('NGA', 'BEN', 'TGO', 'GHA', 'CIV', 'CMR', 'GAB', 'GNQ')) AS gulf
           ON year(date) = y AND quarter(date) = q
    GROUP BY 1, 2),
compared AS (
    SELECT *, lag(attacks, 4) OVER (ORDER BY year, quarter) AS last_year,
           sum(attacks) OVER (PARTITION BY year ORDER BY quarter) AS running
    FROM quarters)
SELECT year, quarter, attacks, last_year, change(attacks, last_year) AS change, running, rows
FROM compared
WHERE year >= 2018
ORDER BY 1, 2
