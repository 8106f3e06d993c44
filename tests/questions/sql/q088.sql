WITH members AS (
    SELECT member, count(*) FILTER (decade(date) = 1970) AS earlier,
           count(*) FILTER (decade(date) = 1980) AS later, list(row) AS rows
    FROM namings
    WHERE decade(date) IN (1970, 1980)
    GROUP BY GROUPING SETS ((member), ()))
SELECT coalesce(member, 'Total') AS member, earlier, later, later - earlier AS difference,
       percent(later - earlier, (SELECT earlier FROM members WHERE member IS NULL)) AS contribution,
       rows
FROM members
ORDER BY members.member IS NULL, difference DESC, members.member
