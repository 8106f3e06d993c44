SELECT decade(date) AS decade, count(DISTINCT rcid) AS rollcalls, count(vote) AS votes,
       ratio2(count(vote), count(DISTINCT rcid)) AS votes_per_rollcall, list(row) AS rows
FROM votes
GROUP BY 1
ORDER BY 1
