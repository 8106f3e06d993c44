WITH regions AS (SELECT region, count(*) AS drafts FROM vetoes GROUP BY 1),
labelled AS (
    SELECT row, member, CASE WHEN drafts >= 15 THEN region ELSE 'Others' END AS region,
           CASE WHEN drafts >= 15 THEN drafts ELSE 0 END AS size
    FROM namings JOIN regions USING (region))
SELECT region,
       percent(count(*) FILTER (member = 'China'), sum(count(*) FILTER (member = 'China')) OVER ()),
       percent(count(*) FILTER (member = 'France'), sum(count(*) FILTER (member = 'France')) OVER ()),
       percent(count(*) FILTER (member = 'UK'), sum(count(*) FILTER (member = 'UK')) OVER ()),
       percent(count(*) FILTER (member = 'USA'), sum(count(*) FILTER (member = 'USA')) OVER ()),
       percent(count(*) FILTER (member = 'Russia/USSR'),
               sum(count(*) FILTER (member = 'Russia/USSR')) OVER ()),
       list(row) AS rows
FROM labelled
GROUP BY region, size
ORDER BY region = 'Others', size DESC, region
