WITH yearly AS (
    SELECT hijri_year AS year, count(DISTINCT rcid) AS rollcalls, list(row) AS rows
    FROM votes JOIN hijri USING (date)
    WHERE hijri_year BETWEEN 1420 AND 1440
    GROUP BY 1)
SELECT year, rollcalls, sum(rollcalls) OVER (ORDER BY year) AS running,
       percent(rollcalls, first(rollcalls) OVER (ORDER BY year)) AS index, rows
FROM yearly
ORDER BY 1
