-- How the five permanent members vote since 1991, in percent of each one's votes: no, abstain, yes.
SELECT country, percent(count(*) FILTER (vote = 'no'), count(*)) AS no,
       percent(count(*) FILTER (vote = 'abstain'), count(*)) AS abstain,
       percent(count(*) FILTER (vote = 'yes'), count(*)) AS yes, list(row) AS rows
FROM votes
WHERE country IN ('China', 'France', 'Russia', 'United Kingdom', 'United States')
  AND year(date) >= 1991
GROUP BY 1
ORDER BY 1
