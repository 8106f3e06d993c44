WITH cells AS (
    SELECT row, unnest(['time', 'attack_type', 'eez_country', 'vessel_name', 'vessel_type',
                        'vessel_status']) AS column_name,
           unnest([time, attack_type, eez_country, vessel_name, vessel_type,
                   vessel_status]) AS value
    FROM pirates)
SELECT column_name, count(*) FILTER (value IS NULL) AS blanks,
       percent(count(*) FILTER (value IS NULL), count(*)) AS share, list(row) AS rows
FROM cells
GROUP BY 1
ORDER BY blanks DESC, column_name
