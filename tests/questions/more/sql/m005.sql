-- Attacks of 2019 and 2020 by bands of ten degrees of latitude, from the south.
SELECT CAST(floor(latitude / 10) AS INTEGER) * 10 AS band, count(*) AS attacks, list(row) AS rows
FROM pirates
WHERE year(date) IN (2019, 2020)
GROUP BY 1
ORDER BY 1
