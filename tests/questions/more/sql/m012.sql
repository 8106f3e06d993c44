-- Vetoed drafts by weekday and half of the year, with totals of both.
SELECT coalesce(CAST(isodow(date) AS VARCHAR), 'Total') AS weekday,
       count(*) FILTER (half(date) = 1) AS first_half, count(*) FILTER (half(date) = 2) AS second_half,
       count(*) AS total, list(row) AS rows
FROM vetoes
GROUP BY GROUPING SETS ((isodow(date)), ())
ORDER BY weekday
