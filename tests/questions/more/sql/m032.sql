-- The 10th, 50th and 90th percentile of the yes votes of a roll call, by decade.
SELECT decade(date) AS decade, quantile2(yes, 1, 10) AS p10, median2(yes) AS p50,
       quantile2(yes, 9, 10) AS p90, list(row) AS rows
FROM rollcalls
GROUP BY 1
ORDER BY 1
