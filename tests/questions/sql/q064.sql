SELECT written AS member, count(*) AS vetoes, min(date) AS first, max(date) AS last,
       years_between(min(date), max(date)) AS years, DATE '2022-12-31' - max(date) AS days_since,
       list(row) AS rows
FROM namings
GROUP BY 1
ORDER BY 1
