WITH codes AS (
    SELECT nearest_country AS code, count(*) FILTER (year(date) = 2019) AS later,
           count(*) FILTER (year(date) = 2010) AS earlier, list(row) AS rows
    FROM pirates
    WHERE nearest_country IS NOT NULL AND year(date) IN (2010, 2019)
    GROUP BY 1),
ranked AS (
    SELECT *, CASE WHEN later > 0 THEN rank() OVER (ORDER BY later DESC) END AS rank_later,
           CASE WHEN earlier > 0 THEN rank() OVER (ORDER BY earlier DESC) END AS rank_earlier
    FROM codes)
SELECT code, later, rank_later, earlier, rank_earlier, rank_earlier - rank_later AS gained, rows
FROM ranked
WHERE later > 0
ORDER BY later DESC, code
LIMIT 10
