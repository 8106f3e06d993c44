WITH members AS (
    SELECT row, unnest(['China', 'France', 'Russia', 'UK', 'USA', 'USSR']) AS member,
           unnest([China, France, Russia, UK, USA, USSR]) = 1 AS flagged,
           [member_veto1, member_veto2, member_veto3] AS names
    FROM vetoes),
tested AS (SELECT *, list_contains(names, member) AS named FROM members)
SELECT member, count(*) FILTER (named) AS by_name, count(*) FILTER (flagged) AS by_column,
       count(*) FILTER (named <> flagged) AS disagreeing, list(row) FILTER (named OR flagged) AS rows
FROM tested
GROUP BY 1
ORDER BY 1
