SELECT year(date) AS year, count(*) AS attacks, count(DISTINCT nearest_country) AS countries,
       count(DISTINCT eez_country) AS eez_countries, list(row) AS rows
FROM pirates
GROUP BY 1
ORDER BY 1
