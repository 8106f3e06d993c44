WITH ranked AS (
    SELECT governorate_id, row_number() OVER (ORDER BY count(*) DESC, governorate_id) AS place
    FROM cities
    GROUP BY 1)
SELECT CASE WHEN place <= 7 THEN CAST(governorate_id AS VARCHAR) ELSE 'Others' END AS governorate,
       count(*) AS cities, percent(count(*), (SELECT count(*) FROM cities)) AS share,
       list(row) AS rows
FROM cities JOIN ranked USING (governorate_id)
GROUP BY 1
ORDER BY min(CASE WHEN place <= 7 THEN place ELSE 8 END)
