-- Matches by decade from 1950 on, and the percent change from the decade 1950.
WITH decades AS (
    SELECT decade(date) AS decade, count(*) AS matches, list(row) AS rows
    FROM football
    WHERE year(date) >= 1950
    GROUP BY 1)
SELECT decade, matches, change(matches, (SELECT matches FROM decades WHERE decade = 1950)) AS change,
       rows
FROM decades
ORDER BY 1
