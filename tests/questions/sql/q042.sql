WITH egypt AS (
    SELECT *, CASE WHEN neutral THEN 'neutral' WHEN at_home THEN 'home' ELSE 'away' END AS ground
    FROM played
    WHERE team = 'Egypt')
SELECT coalesce(ground, 'Total') AS ground, count(*) AS played,
       count(*) FILTER (scored > conceded) AS won, count(*) FILTER (scored = conceded) AS drawn,
       count(*) FILTER (scored < conceded) AS lost, sum(scored) AS goals_for,
       sum(conceded) AS goals_against, sum(scored) - sum(conceded) AS difference, list(row) AS rows
FROM egypt
GROUP BY GROUPING SETS ((ground), ())
ORDER BY
         list_position(['home', 'away', 'neutral', 'Total'], coalesce(ground, 'Total'))
