SELECT y AS year, m AS month
FROM generate_series(2005, 2008) AS years(y) CROSS JOIN generate_series(1, 12) AS months(m)
WHERE NOT EXISTS (
    FROM pirates WHERE nearest_country = 'SOM' AND year(date) = y AND month(date) = m)
ORDER BY 1, 2
