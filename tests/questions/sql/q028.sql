WITH binned AS (
    SELECT row, CASE WHEN shore_distance < 12 THEN 0 WHEN shore_distance < 24 THEN 12
                     WHEN shore_distance < 200 THEN 24 ELSE 200 END AS lower
    FROM pirates
    WHERE shore_distance IS NOT NULL),
counted AS (SELECT lower, count(*) AS attacks, list(row) AS rows FROM binned GROUP BY 1)
SELECT CASE lower WHEN 0 THEN '0 to under 12' WHEN 12 THEN '12 to under 24'
                  WHEN 24 THEN '24 to under 200' ELSE '200 or more' END AS distance,
       attacks, percent(attacks, sum(attacks) OVER ()) AS share,
       percent(sum(attacks) OVER (ORDER BY lower), sum(attacks) OVER ()) AS running_share, rows
FROM counted
ORDER BY lower
