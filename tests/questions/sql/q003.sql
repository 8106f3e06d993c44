WITH imb AS (SELECT * FROM pirates WHERE data_source = 'imb')
SELECT isodow(date) AS weekday, count(*) AS attacks,
       percent(count(*), (SELECT count(*) FROM imb)) AS share, list(row) AS rows
FROM imb
GROUP BY 1
ORDER BY 1
