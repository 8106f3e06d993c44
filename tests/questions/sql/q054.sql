WITH countries AS (
    SELECT country, count(vote) AS votes, count(*) FILTER (vote = 'no') AS noes, list(row) AS rows
    FROM votes
    WHERE country IS NOT NULL
    GROUP BY 1
    HAVING count(vote) >= 4000)
SELECT country, votes, noes, percent(noes, votes) AS share, rows
FROM countries
-- The shares as whole numbers of 10^-12: two of them are equal or 1 / (9000 * 9000) apart.
ORDER BY CAST(noes AS HUGEINT) * 1000000000000 // votes DESC, country
LIMIT 10
