WITH known AS (
    SELECT *, lower(trim(vessel_type)) AS type FROM pirates
    WHERE vessel_type IS NOT NULL AND trim(vessel_type) <> ''),
ranked AS (
    SELECT type, row_number() OVER (ORDER BY count(*) DESC, type) AS place FROM known GROUP BY 1)
SELECT CASE WHEN place <= 5 THEN type ELSE 'Others' END AS type, count(*) AS attacks,
       percent(count(*), (SELECT count(*) FROM known)) AS share, list(row) AS rows
FROM known JOIN ranked USING (type)
GROUP BY 1
ORDER BY min(CASE WHEN place <= 5 THEN place ELSE 6 END)
