WITH known AS (
    SELECT *, CASE WHEN vessel_status = 'steaming' THEN 'Steaming' ELSE vessel_status END AS status
    FROM pirates
    WHERE vessel_status IS NOT NULL)
SELECT decade(date) AS decade, count(*) AS attacks,
       percent(count(*) FILTER (status = 'Anchored'), count(*)) AS anchored,
       percent(count(*) FILTER (status = 'Steaming'), count(*)) AS steaming,
       percent(count(*) FILTER (status = 'Berthed'), count(*)) AS berthed,
       percent(count(*) FILTER (status NOT IN ('Anchored', 'Steaming', 'Berthed')), count(*))
           AS other,
       list(row) AS rows
FROM known
GROUP BY 1
ORDER BY 1
