-- Decades from 1930 to 2020: matches, goals a match, vetoed drafts, attacks, and their mean shore distance (blank where none).
WITH matches AS (SELECT decade(date) AS decade, count(*) AS n, sum(home_score + away_score) AS goals
                 FROM football GROUP BY 1),
drafts AS (SELECT decade(date) AS decade, count(*) AS n FROM vetoes GROUP BY 1),
attacks AS (SELECT decade(date) AS decade, count(*) AS n, sum(shore_distance) AS distance
            FROM pirates GROUP BY 1)
SELECT d AS decade, coalesce(m.n, 0) AS matches, ratio2(m.goals, m.n) AS goals,
       coalesce(v.n, 0) AS drafts, coalesce(a.n, 0) AS attacks, ratio2(a.distance, a.n) AS distance
FROM generate_series(1930, 2020, 10) AS decades(d)
LEFT JOIN matches AS m ON m.decade = d LEFT JOIN drafts AS v ON v.decade = d
LEFT JOIN attacks AS a ON a.decade = d
ORDER BY 1
