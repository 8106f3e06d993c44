WITH days AS (SELECT date, list(row) AS rows FROM vetoes GROUP BY 1),
spells AS (
    SELECT lag(date) OVER (ORDER BY date) AS before, date AS after, rows FROM days)
SELECT before, after, after - before AS days, rows
FROM spells
WHERE before IS NOT NULL
ORDER BY days DESC, before
LIMIT 5
