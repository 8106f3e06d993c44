-- The share of attacks in Ramadan, in each Hijri year from 1435 to 1441.
SELECT hijri_year, count(*) AS attacks, percent(count(*) FILTER (hijri_month = 9), count(*)) AS share,
       list(row) AS rows
FROM pirates JOIN hijri USING (date)
WHERE hijri_year BETWEEN 1435 AND 1441
GROUP BY 1
ORDER BY 1
