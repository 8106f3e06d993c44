WITH ranked AS (
    SELECT region, row_number() OVER (ORDER BY count(*) DESC, region) AS place
    FROM vetoes
    GROUP BY 1)
SELECT CASE WHEN place <= 5 THEN region ELSE 'Others' END AS region, count(*) AS drafts,
       percent(count(*), (SELECT count(*) FROM vetoes)) AS share, list(row) AS rows
FROM vetoes JOIN ranked USING (region)
GROUP BY 1
ORDER BY min(CASE WHEN place <= 5 THEN place ELSE 6 END)
