WITH codes AS (
    SELECT nearest_country AS code, count(*) FILTER (year(date) = 2010) AS earlier,
           count(*) FILTER (year(date) = 2015) AS later, list(row) AS rows
    FROM pirates
    WHERE nearest_country IS NOT NULL AND year(date) IN (2010, 2015)
    GROUP BY 1),
placed AS (SELECT *, row_number() OVER (ORDER BY later - earlier, code) AS place FROM codes),
grouped AS (
    SELECT CASE WHEN place <= 5 THEN code ELSE 'Others' END AS code, min(least(place, 6)) AS place,
           sum(earlier) AS earlier, sum(later) AS later, flatten(list(rows)) AS rows
    FROM placed
    GROUP BY 1
    UNION ALL
    SELECT 'Total', 7, sum(earlier), sum(later), flatten(list(rows)) FROM placed)
SELECT code, earlier, later, later - earlier AS difference,
       percent(later - earlier, (SELECT sum(earlier) FROM codes)) AS contribution, rows
FROM grouped
ORDER BY place
