-- Host countries of 300 matches or more since 1990: the city of most matches (of equals the first by name), its share; the ten largest shares.
WITH counted AS (
    SELECT country, city, count(*) AS matches FROM football
    WHERE year(date) >= 1990
    GROUP BY 1, 2)
SELECT country, first(city ORDER BY matches DESC, city) AS busiest,
       percent(max(matches), sum(matches)) AS share
FROM counted
GROUP BY 1
HAVING sum(matches) >= 300
ORDER BY rounded(max(matches), sum(matches), 9) DESC, country
LIMIT 10
