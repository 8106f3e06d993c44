WITH halves AS (
    SELECT y AS year, h AS half, count(row) AS attacks, list(row) FILTER (row IS NOT NULL) AS rows
    FROM generate_series(2010, 2015) AS years(y) CROSS JOIN generate_series(1, 2) AS halves(h)
    LEFT JOIN (FROM pirates WHERE nearest_country = 'IDN') AS near
           ON year(date) = y AND half(date) = h
    GROUP BY 1, 2)
SELECT year, half, attacks, percent(attacks, first(attacks) OVER (ORDER BY year, half)) AS index,
       rows
FROM halves
ORDER BY 1, 2
