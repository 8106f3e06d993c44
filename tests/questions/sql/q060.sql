SELECT coalesce(member, 'Total') AS member,
       count(*) FILTER (decade(date) = 1940) AS "1940", count(*) FILTER (decade(date) = 1950) AS "1950",
       count(*) FILTER (decade(date) = 1960) AS "1960", count(*) FILTER (decade(date) = 1970) AS "1970",
       count(*) FILTER (decade(date) = 1980) AS "1980", count(*) FILTER (decade(date) = 1990) AS "1990",
       count(*) FILTER (decade(date) = 2000) AS "2000", count(*) FILTER (decade(date) = 2010) AS "2010",
       count(*) FILTER (decade(date) = 2020) AS "2020", count(*) AS total, list(row) AS rows
FROM namings
GROUP BY GROUPING SETS ((member), ())
ORDER BY grouping(namings.member), total DESC, member
