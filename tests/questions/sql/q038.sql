WITH tested AS (
    SELECT row, CASE attack_type WHEN 'Boarded' THEN 'Boarding' ELSE attack_type END AS type,
           lower(vessel_status) = 'steaming' OR vessel_status = 'Underway' AS under_way,
           vessel_status IN ('Anchored', 'Berthed', 'Moored', 'Stationary') AS at_rest
    FROM pirates
    WHERE attack_type IN ('Attempted', 'Boarding', 'Boarded', 'Fired Upon', 'Hijacked'))
SELECT type,
       percent(count(*) FILTER (under_way), sum(count(*) FILTER (under_way)) OVER ()) AS under_way,
       percent(count(*) FILTER (at_rest), sum(count(*) FILTER (at_rest)) OVER ()) AS at_rest,
       list(row) FILTER (under_way OR at_rest) AS rows
FROM tested
GROUP BY 1
ORDER BY 1
