-- The percent change of the attacks of each quarter (rows) of 2018 to 2020 (columns) from the same quarter of the year before.
WITH counted AS (
    SELECT quarter(date) AS quarter, count(*) FILTER (year(date) = 2017) AS a,
           count(*) FILTER (year(date) = 2018) AS b, count(*) FILTER (year(date) = 2019) AS c,
           count(*) FILTER (year(date) = 2020) AS d,
           list(row) FILTER (year(date) BETWEEN 2017 AND 2020) AS rows
    FROM pirates
    GROUP BY 1)
SELECT quarter, change(b, a) AS "2018", change(c, b) AS "2019", change(d, c) AS "2020", rows
FROM counted
ORDER BY 1
