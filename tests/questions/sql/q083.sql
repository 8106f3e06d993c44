SELECT decade(votes.date) AS decade, count(vote) AS votes,
       percent(count(*) FILTER (vote = 'yes'), count(vote)) AS yes,
       percent(count(*) FILTER (vote = 'no'), count(vote)) AS no,
       percent(count(*) FILTER (vote = 'abstain'), count(vote)) AS abstain,
       list(votes.row) AS rows
FROM votes JOIN rollcalls USING (rcid)
WHERE me = '1'
  AND country IN ('Bahrain', 'Kuwait', 'Oman', 'Qatar', 'Saudi Arabia', 'United Arab Emirates')
GROUP BY 1
ORDER BY 1
