WITH houses AS (
    SELECT row, CASE roof_type WHEN 'mabati_sloping' THEN 'mabatisloping' ELSE roof_type END AS roof,
           nullif(CAST(rooms AS INTEGER), -99) AS rooms
    FROM moz_dwelling)
SELECT roof, count(*) AS households, count(rooms) AS known, ratio2(sum(rooms), count(rooms)) AS mean,
       list(row) AS rows
FROM houses
WHERE roof IS NOT NULL
GROUP BY 1
ORDER BY 1
