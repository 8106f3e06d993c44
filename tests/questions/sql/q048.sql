SELECT y AS year
FROM generate_series(1884, 1984) AS years(y)
WHERE NOT EXISTS (
    FROM football WHERE tournament = 'British Home Championship' AND year(date) = y)
ORDER BY 1
