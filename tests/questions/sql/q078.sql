SELECT isodow(date) AS weekday,
       count(*) FILTER (decade(date) = 2000) AS matches_2000,
       percent(count(*) FILTER (decade(date) = 2000), sum(count(*) FILTER (decade(date) = 2000)) OVER ()),
       count(*) FILTER (decade(date) = 2010) AS matches_2010,
       percent(count(*) FILTER (decade(date) = 2010), sum(count(*) FILTER (decade(date) = 2010)) OVER ()),
       count(*) FILTER (decade(date) = 2020) AS matches_2020,
       percent(count(*) FILTER (decade(date) = 2020), sum(count(*) FILTER (decade(date) = 2020)) OVER ()),
       list(row) AS rows
FROM football
WHERE decade(date) IN (2000, 2010, 2020)
GROUP BY 1
ORDER BY 1
