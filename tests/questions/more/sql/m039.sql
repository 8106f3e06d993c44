-- Matches on neutral ground and not: number, mean and standard deviation of goals.
SELECT neutral, count(*) AS matches, ratio2(sum(home_score + away_score), count(*)) AS mean,
       CAST(stddev_samp(home_score + away_score) AS DECIMAL(18, 2)) AS deviation, list(row) AS rows
FROM football
GROUP BY 1
ORDER BY neutral DESC
