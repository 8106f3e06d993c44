WITH dated AS (
    SELECT * FROM pirates JOIN hijri USING (date) WHERE hijri_year BETWEEN 1421 AND 1441)
SELECT hijri_month, count(*) AS attacks, percent(count(*), (SELECT count(*) FROM dated)) AS share,
       rank() OVER (ORDER BY count(*) DESC) AS rank, list(row) AS rows
FROM dated
GROUP BY 1
ORDER BY 1
