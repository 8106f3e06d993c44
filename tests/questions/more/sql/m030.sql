-- The mean and the median number of days between two match days of the Maghreb teams since 2000.
WITH days AS (
    SELECT DISTINCT team, date FROM played
    WHERE team IN ('Algeria', 'Libya', 'Mauritania', 'Morocco', 'Tunisia') AND year(date) >= 2000),
gaps AS (SELECT team, date - lag(date) OVER (PARTITION BY team ORDER BY date) AS days FROM days)
SELECT team, count(days) AS gaps, ratio2(sum(days), count(days)) AS mean, median2(days) AS median
FROM gaps
WHERE days IS NOT NULL
GROUP BY 1
ORDER BY 1
