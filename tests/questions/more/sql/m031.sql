-- Votes of Morocco by decade on roll calls about human rights (hr is 1): votes, yes in percent.
SELECT decade(votes.date) AS decade, count(*) AS votes,
       percent(count(*) FILTER (vote = 'yes'), count(*)) AS yes, list(votes.row) AS rows
FROM votes JOIN rollcalls USING (rcid)
WHERE country = 'Morocco' AND hr = '1'
GROUP BY 1
ORDER BY 1
