-- Goals scored a match at home, away and on neutral ground by Morocco and Algeria: matches and mean.
SELECT team, CASE WHEN neutral THEN 'neutral' WHEN at_home THEN 'home' ELSE 'away' END AS ground,
       count(*) AS matches, ratio2(sum(scored), count(*)) AS goals, list(row) AS rows
FROM played
WHERE team IN ('Algeria', 'Morocco')
GROUP BY 1, 2
ORDER BY team, list_position(['home', 'away', 'neutral'], ground)
