WITH weighed AS (
    SELECT *, CASE WHEN attack_type = 'Hijacked' THEN 5 WHEN attack_type = 'Fired Upon' THEN 3
                   WHEN attack_type IN ('Boarded', 'Boarding') THEN 2
                   WHEN attack_type = 'Attempted' THEN 1 END AS weight
    FROM pirates)
SELECT decade(date) AS decade, count(*) AS attacks,
       ratio2(sum(shore_distance), count(shore_distance)) AS mean,
       ratio2(sum(shore_distance * weight), sum(weight) FILTER (shore_distance IS NOT NULL))
           AS weighted_mean,
       list(row) AS rows
FROM weighed
WHERE weight IS NOT NULL
GROUP BY 1
ORDER BY 1
