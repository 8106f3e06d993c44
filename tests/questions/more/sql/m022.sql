-- Every ISO week that begins in the first quarter of 2020, weeks without attack included.
SELECT isoyear(monday) AS year, weekofyear(monday) AS week, monday, count(row) AS attacks,
       list(row) FILTER (row IS NOT NULL) AS rows
FROM (SELECT CAST(d AS DATE) AS monday
      FROM generate_series(DATE '2020-01-06', DATE '2020-03-30', INTERVAL 7 DAY) AS weeks(d))
LEFT JOIN pirates ON date_trunc('week', date) = monday AND nearest_country = 'NGA'
GROUP BY monday
ORDER BY monday
