-- Standard deviation (of a sample) and range of the shore distance, by data source.
SELECT data_source, CAST(stddev_samp(CAST(shore_distance AS DOUBLE)) AS DECIMAL(18, 2)) AS deviation,
       round2(max(shore_distance) - min(shore_distance)) AS range, list(row) AS rows
FROM pirates
GROUP BY 1
ORDER BY 1
