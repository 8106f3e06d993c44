SELECT isoyear(date) AS iso_year, weekofyear(date) AS week,
       CAST(date_trunc('week', date) AS DATE) AS monday, count(*) AS attacks, list(row) AS rows
FROM pirates
GROUP BY 1, 2, 3
ORDER BY attacks DESC, monday
LIMIT 5
