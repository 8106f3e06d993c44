-- What each of the five commonest tournaments of 2019 contributed to the percent change of matches to 2020.
WITH tournaments AS (
    SELECT tournament, count(*) FILTER (year(date) = 2019) AS earlier,
           count(*) FILTER (year(date) = 2020) AS later
    FROM football
    WHERE year(date) IN (2019, 2020)
    GROUP BY 1)
SELECT tournament, earlier, later,
       percent(later - earlier, (SELECT sum(earlier) FROM tournaments)) AS contribution
FROM tournaments
ORDER BY earlier DESC, tournament
LIMIT 5
