-- Each vetoed draft counts as one, divided equally among the members named in it: the drafts of each member, largest first.
WITH parts AS (
    SELECT row, member, 6 // count(*) OVER (PARTITION BY row) AS sixths FROM namings)
SELECT member, count(*) AS namings, ratio2(sum(sixths), 6) AS drafts, list(row) AS rows
FROM parts
GROUP BY 1
ORDER BY sum(sixths) DESC, member
