-- The two regions with most vetoed drafts since 1970, and all the other regions together, each by decade.
WITH kept AS (SELECT *, decade(date) AS decade FROM vetoes
              WHERE year(date) >= 1970 AND region IS NOT NULL),
top_two AS (SELECT region, count(*) AS drafts FROM kept GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 2)
SELECT coalesce(top_two.region, 'Others') AS region, decade, count(*) AS drafts, list(row) AS rows
FROM kept LEFT JOIN top_two USING (region)
GROUP BY top_two.region, top_two.drafts, decade
ORDER BY top_two.drafts DESC NULLS LAST, top_two.region, decade
