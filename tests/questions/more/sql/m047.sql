-- By decade since 1980: the teams with ten matches or more in it, and the median of their mean goals scored.
WITH teams AS (
    SELECT decade(date) AS decade, team, sum(scored) AS goals, count(*) AS matches
    FROM played
    WHERE year(date) >= 1980
    GROUP BY 1, 2
    HAVING count(*) >= 10)
SELECT decade, count(*) AS teams, CAST(median(goals / matches) AS DECIMAL(18, 2)) AS median
FROM teams
GROUP BY 1
ORDER BY 1
