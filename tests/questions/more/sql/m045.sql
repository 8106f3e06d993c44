-- Teams with 300 matches or more since 2000 that score 1.5 goals a match or more and win more than half: matches, goals a match, won.
SELECT team, count(*) AS matches, ratio2(sum(scored), count(*)) AS goals,
       percent(count(*) FILTER (scored > conceded), count(*)) AS won, list(row) AS rows
FROM played
WHERE year(date) >= 2000
GROUP BY 1
HAVING count(*) >= 300 AND 2 * sum(scored) >= 3 * count(*)
       AND 2 * count(*) FILTER (scored > conceded) > count(*)
ORDER BY rounded(sum(scored), count(*), 9) DESC, team
