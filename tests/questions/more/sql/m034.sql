-- By decade: the days with roll calls, the mean and the greatest number of roll calls on such a day.
WITH days AS (SELECT date, count(*) AS calls FROM rollcalls GROUP BY 1)
SELECT decade(date) AS decade, count(*) AS days, ratio2(sum(calls), count(*)) AS mean,
       max(calls) AS greatest
FROM days
GROUP BY 1
ORDER BY 1
