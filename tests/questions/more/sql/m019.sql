-- Roofs against walls of the dwellings in Mozambique as written, with totals.
SELECT coalesce(roof_type, 'Total') AS roof, count(*) FILTER (wall_type = 'burntbricks') AS burntbricks,
       count(*) FILTER (wall_type = 'muddaub') AS muddaub, count(*) AS total, list(row) AS rows
FROM moz_dwelling
GROUP BY GROUPING SETS ((roof_type), ())
ORDER BY roof_type IS NULL, roof_type
