-- Years of farming by wall type: range, standard deviation (none of one household).
SELECT wall_type, max(years_farm) - min(years_farm) AS range,
       CAST(stddev_samp(years_farm) AS DECIMAL(18, 2)) AS deviation, list(row) AS rows
FROM interviews
GROUP BY 1
ORDER BY 1
