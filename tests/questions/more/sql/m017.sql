-- Cities by the length of their English name, in bins of five characters.
SELECT len(city_name_en) // 5 * 5 AS length, count(*) AS cities,
       percent(count(*), (SELECT count(*) FROM cities)) AS share, list(row) AS rows
FROM cities
GROUP BY 1
ORDER BY 1
