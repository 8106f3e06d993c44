SELECT decade(date) AS decade, count(*) AS drafts, count(DISTINCT date) AS days, list(row) AS rows
FROM vetoes
GROUP BY 1
ORDER BY 1
