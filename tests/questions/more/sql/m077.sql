-- By decade since 1950: the standard deviation of the goals of a match in percent of their mean.
SELECT decade(date) AS decade,
       CAST(100 * stddev_samp(home_score + away_score) / avg(home_score + away_score)
            AS DECIMAL(18, 1)) AS variation,
       list(row) AS rows
FROM football
WHERE year(date) >= 1950
GROUP BY 1
ORDER BY 1
