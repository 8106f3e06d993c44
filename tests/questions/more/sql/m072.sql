-- How steady the votes of five states are since 2010: votes, and the share of those that equal the state's vote before (by rcid; the first has none).
WITH ordered AS (
    SELECT row, country, vote, lag(vote) OVER (PARTITION BY country ORDER BY rcid, row) AS before
    FROM votes
    WHERE country IN ('China', 'Egypt', 'France', 'Russia', 'United States')
      AND year(date) >= 2010 AND vote IS NOT NULL)
SELECT country, count(*) AS votes, percent(count(*) FILTER (vote = before), count(before)) AS same,
       list(row) AS rows
FROM ordered
GROUP BY 1
ORDER BY 1
