-- Attacks of 2020 in classes of the shore distance, an empty class included: attacks, median distance (blank where none).
WITH classes AS (
    SELECT unnest(['under 3', '3 to 12', '12 to 24', '24 to 200', '200 to 1000', '1000 and more'])
           AS class,
           unnest([0, 3, 12, 24, 200, 1000]) AS low,
           unnest([3, 12, 24, 200, 1000, 1000000]) AS high)
SELECT class, count(row) AS attacks,
       CASE WHEN count(row) > 0 THEN median2(shore_distance) END AS median,
       list(row) FILTER (row IS NOT NULL) AS rows
FROM classes
LEFT JOIN pirates ON year(date) = 2020 AND shore_distance >= low AND shore_distance < high
GROUP BY class, low
ORDER BY low
