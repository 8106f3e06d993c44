SELECT decade(date) AS decade, count(DISTINCT rcid) AS rollcalls,
       count(DISTINCT rcid) FILTER (importantvote = 1) AS important,
       count(DISTINCT rcid) FILTER (importantvote = 0) AS unimportant,
       count(DISTINCT rcid) FILTER (importantvote IS NULL) AS unknown,
       percent(count(DISTINCT rcid) FILTER (importantvote = 1),
               count(DISTINCT rcid) FILTER (importantvote IS NOT NULL)) AS share,
       list(row) AS rows
FROM votes
GROUP BY 1
ORDER BY 1
