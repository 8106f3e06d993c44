SELECT vote, count(*) AS votes, percent(count(*), (SELECT count(vote) FROM votes)) AS share,
       list(row) AS rows
FROM votes
WHERE vote IS NOT NULL
GROUP BY 1
ORDER BY votes DESC, vote
