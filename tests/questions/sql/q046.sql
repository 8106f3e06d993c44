WITH ramadan AS (
    SELECT * FROM played JOIN hijri USING (date)
    WHERE team = 'Egypt' AND hijri_month = 9 AND hijri_year BETWEEN 1430 AND 1446)
SELECT y AS year, count(row) AS matches, count(row) FILTER (scored > conceded) AS won,
       count(row) FILTER (scored = conceded) AS drawn, count(row) FILTER (scored < conceded) AS lost,
       list(row) FILTER (row IS NOT NULL) AS rows
FROM generate_series(1430, 1446) AS years(y) LEFT JOIN ramadan ON hijri_year = y
GROUP BY 1
ORDER BY 1
