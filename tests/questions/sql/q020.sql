SELECT wall_type, count(*) FILTER (parents_liv = 'yes') AS yes,
       count(*) FILTER (parents_liv = 'no') AS no,
       percent(count(*) FILTER (parents_liv = 'yes'), count(parents_liv)) AS share,
       list(row) AS rows
FROM interviews
WHERE wall_type IS NOT NULL
GROUP BY 1
ORDER BY 1
