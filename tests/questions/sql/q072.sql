WITH days AS (
    SELECT date, list(row) AS rows FROM pirates WHERE nearest_country = 'SOM' AND attack_type = 'Hijacked' GROUP BY 1)
SELECT * FROM (
    SELECT lag(date) OVER (ORDER BY date) AS before, date AS after, date - before AS days, rows FROM days)
WHERE before IS NOT NULL
ORDER BY days DESC, before
LIMIT 3
