-- The mean of the supports is summed to 30 decimals of each.
SELECT decade(date) AS decade, count(*) AS rollcalls,
       percent(sum(yes * power_of_ten(30) // (yes + no + abstain)) // power_of_ten(12),
               count(*) * power_of_ten(18)) AS mean,
       percent(sum(yes), sum(yes + no + abstain)) AS weighted_mean, list(row) AS rows
FROM rollcalls
GROUP BY 1
ORDER BY 1
