WITH calls AS (SELECT year(date) AS year, count(*) AS calls, list(row) AS rows FROM rollcalls GROUP BY 1),
drafts AS (SELECT year(date) AS year, count(*) AS drafts, list(row) AS rows FROM vetoes GROUP BY 1)
SELECT y AS year, coalesce(calls, 0) AS rollcalls, coalesce(drafts, 0) AS drafts,
       ratio1(calls, drafts) AS calls_per_draft,
       list_concat(calls.rows, drafts.rows) AS rows
FROM generate_series(1990, 2015) AS years(y)
LEFT JOIN calls ON calls.year = y LEFT JOIN drafts ON drafts.year = y
ORDER BY 1
