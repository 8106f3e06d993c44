WITH kept AS (
    SELECT *, decade(date) AS decade, member_veto2 IS NULL AND member_veto3 IS NULL AS single
    FROM vetoes
    WHERE year(date) >= 2000),
grouped AS (
    SELECT decade, region, count(*) AS drafts, count(*) FILTER (single) AS single,
           count(*) FILTER (NOT single) AS multiple, list(row) AS rows,
           grouping(decade) AS is_total, grouping(region) AS is_subtotal
    FROM kept
    GROUP BY ROLLUP (decade, region)),
wholes AS (SELECT decade, count(*) AS whole FROM kept GROUP BY 1)
SELECT CASE WHEN is_total = 1 THEN 'Total' ELSE CAST(grouped.decade AS VARCHAR) END AS decade,
       CASE WHEN is_total = 1 THEN NULL WHEN is_subtotal = 1 THEN 'Subtotal' ELSE region END
           AS region,
       drafts, single, multiple, percent(drafts, coalesce(whole, drafts)) AS share, rows
FROM grouped LEFT JOIN wholes USING (decade)
ORDER BY is_total, grouped.decade, is_subtotal, grouped.region
