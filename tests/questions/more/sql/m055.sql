-- By decade since 1950: matches, different pairs of teams that met (whoever is named first), and matches per pair.
SELECT decade(date) AS decade, count(*) AS matches,
       count(DISTINCT least(home_team, away_team) || '|' || greatest(home_team, away_team))
           AS pairs,
       ratio2(count(*), count(DISTINCT least(home_team, away_team) || '|'
                                       || greatest(home_team, away_team))) AS per_pair,
       list(row) AS rows
FROM football
WHERE year(date) >= 1950
GROUP BY 1
ORDER BY 1
