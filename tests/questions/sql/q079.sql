WITH results AS (
    SELECT decade(date) AS decade,
           greatest(home_score, away_score) || '-' || least(home_score, away_score) AS result,
           count(*) AS matches, sum(count(*)) OVER (PARTITION BY decade(date)) AS whole,
           list(row) AS rows
    FROM football
    WHERE year(date) >= 1990
    GROUP BY 1, 2)
SELECT decade, result, matches, percent(matches, whole) AS share, rows
FROM results
QUALIFY row_number() OVER (PARTITION BY decade ORDER BY matches DESC, result) <= 3
ORDER BY decade, matches DESC, result
