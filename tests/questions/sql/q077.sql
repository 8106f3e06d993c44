WITH days AS (
    SELECT team, date FROM played
    WHERE team IN ('Bahrain', 'Kuwait', 'Oman', 'Qatar', 'Saudi Arabia', 'United Arab Emirates')
    GROUP BY 1, 2),
gaps AS (
    SELECT team, lag(date) OVER (PARTITION BY team ORDER BY date) AS before, date AS after,
           date - before AS days
    FROM days),
longest AS (
    SELECT *, row_number() OVER (PARTITION BY team ORDER BY days DESC, before) AS place
    FROM gaps
    WHERE before IS NOT NULL)
SELECT team, before, after, days
FROM longest
WHERE place = 1
ORDER BY days DESC, team
