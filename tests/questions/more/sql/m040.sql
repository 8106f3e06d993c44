-- The share of matches with an odd number of goals, by weekday, since 2000, and the difference to all weekdays.
WITH kept AS (
    SELECT *, (home_score + away_score) % 2 = 1 AS odd FROM football WHERE year(date) >= 2000)
SELECT isodow(date) AS weekday, percent(count(*) FILTER (odd), count(*)) AS share,
       ratio1(100 * (count(*) FILTER (odd) * (SELECT count(*) FROM kept)
                     - (SELECT count(*) FILTER (odd) FROM kept) * count(*)),
              count(*) * (SELECT count(*) FROM kept)) AS difference,
       list(row) AS rows
FROM kept
GROUP BY 1
ORDER BY 1
