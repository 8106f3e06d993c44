WITH governorates AS (
    SELECT governorate_id, count(*) AS cities, list(row) AS rows
    FROM cities
    WHERE governorate_id IS NOT NULL
    GROUP BY 1)
SELECT count(*) AS governorates, ratio2(sum(cities), count(*)) AS mean, median2(cities) AS median,
       min(cities) AS smallest, max(cities) AS largest, flatten(list(rows)) AS rows
FROM governorates
