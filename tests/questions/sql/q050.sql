WITH teams AS (SELECT team, count(*) AS matches FROM played GROUP BY 1)
SELECT count(*) AS teams, ratio2(sum(matches), count(*)) AS mean, min(matches) AS smallest,
       quantile2(matches, 1, 4) AS first_quartile, median2(matches) AS median,
       quantile2(matches, 3, 4) AS third_quartile, quantile2(matches, 95, 100) AS p95,
       max(matches) AS largest, (SELECT list(DISTINCT row) FROM played) AS rows
FROM teams
