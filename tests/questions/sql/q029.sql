WITH near AS (
    SELECT *, year(date) AS year FROM pirates
    WHERE nearest_country IN ('IDN', 'NGA', 'BGD') AND year(date) BETWEEN 2000 AND 2010),
base AS (
    SELECT count(*) FILTER (nearest_country = 'IDN') AS idn,
           count(*) FILTER (nearest_country = 'NGA') AS nga,
           count(*) FILTER (nearest_country = 'BGD') AS bgd
    FROM near
    WHERE year = 2000)
SELECT y AS year, percent(count(row) FILTER (nearest_country = 'IDN'), any_value(idn)) AS IDN,
       percent(count(row) FILTER (nearest_country = 'NGA'), any_value(nga)) AS NGA,
       percent(count(row) FILTER (nearest_country = 'BGD'), any_value(bgd)) AS BGD,
       list(row) FILTER (row IS NOT NULL) AS rows
FROM generate_series(2000, 2010) AS years(y) LEFT JOIN near ON year = y, base
GROUP BY 1
ORDER BY 1
