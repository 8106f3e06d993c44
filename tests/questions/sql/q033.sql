WITH types AS (
    SELECT attack_type, count(*) FILTER (data_source = 'mappingpiracy') AS mappingpiracy,
           count(*) FILTER (data_source = 'imb') AS imb, count(*) AS total, list(row) AS rows
    FROM pirates
    GROUP BY GROUPING SETS ((attack_type), ())
    HAVING grouping(attack_type) = 0 OR count(*) > 0),
placed AS (
    SELECT CASE WHEN total = (SELECT count(*) FROM pirates) THEN 3
                WHEN attack_type IS NULL THEN 2 ELSE 1 END AS place, *
    FROM types)
SELECT CASE place WHEN 3 THEN 'Total' WHEN 2 THEN '(blank)' ELSE attack_type END AS attack_type,
       mappingpiracy, imb, total, rows
FROM placed
ORDER BY place, total DESC, attack_type
