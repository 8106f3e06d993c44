-- The rank of each vessel status among the known ones in 2000s and 2010s, columns the decades; 0 counts too.
WITH counted AS (
    SELECT vessel_status, count(*) FILTER (decade(date) = 2000) AS a,
           count(*) FILTER (decade(date) = 2010) AS b
    FROM pirates
    WHERE vessel_status IS NOT NULL AND decade(date) IN (2000, 2010)
    GROUP BY 1)
SELECT vessel_status, rank() OVER (ORDER BY a DESC) AS rank_2000, rank() OVER (ORDER BY b DESC) AS rank_2010
FROM counted
ORDER BY 1
