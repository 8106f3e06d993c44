SELECT month(date) AS month, count(*) AS drafts,
       percent(count(*), (SELECT count(*) FROM vetoes)) AS share,
       rank() OVER (ORDER BY count(*) DESC) AS rank, list(row) AS rows
FROM vetoes
GROUP BY 1
ORDER BY 1
