WITH teams AS (
    SELECT team, years_between(min(date), DATE '2025-12-31') AS age, list(row) AS rows
    FROM played
    GROUP BY 1
    HAVING count(*) FILTER (year(date) = 2025) > 0),
binned AS (
    SELECT CASE WHEN age < 25 THEN 0 WHEN age < 50 THEN 25 WHEN age < 75 THEN 50
                WHEN age < 100 THEN 75 ELSE 100 END AS lower, count(*) AS teams,
           list_distinct(flatten(list(rows))) AS rows
    FROM teams
    GROUP BY 1)
SELECT ['0 to under 25', '25 to under 50', '50 to under 75', '75 to under 100',
        '100 or more'][lower // 25 + 1] AS age,
       teams, percent(teams, sum(teams) OVER ()) AS share, rows
FROM binned
ORDER BY lower
