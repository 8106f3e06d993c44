WITH countries AS (
    SELECT country, count(*) FILTER (year(date) = 2016) AS earlier,
           count(*) FILTER (year(date) = 2017) AS later, list(row) AS rows
    FROM votes
    WHERE vote = 'no' AND country IS NOT NULL AND year(date) IN (2016, 2017)
    GROUP BY 1),
placed AS (
    SELECT *, row_number() OVER (ORDER BY later - earlier DESC, country) AS place FROM countries),
grouped AS (
    SELECT CASE WHEN place <= 5 THEN country ELSE 'Others' END AS country,
           min(least(place, 6)) AS place, sum(earlier) AS earlier, sum(later) AS later,
           flatten(list(rows)) AS rows
    FROM placed
    GROUP BY 1
    UNION ALL
    SELECT 'Total', 7, sum(earlier), sum(later), flatten(list(rows)) FROM placed)
SELECT country, earlier, later, later - earlier AS difference,
       percent(later - earlier, (SELECT sum(earlier) FROM countries)) AS contribution, rows
FROM grouped
ORDER BY place
