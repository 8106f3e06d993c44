WITH ranked AS (
    SELECT tournament, row_number() OVER (ORDER BY count(*) DESC, tournament) AS place
    FROM football
    GROUP BY 1)
SELECT CASE WHEN place <= 8 THEN tournament ELSE 'Others' END AS tournament, count(*) AS matches,
       percent(count(*), (SELECT count(*) FROM football)) AS share, list(row) AS rows
FROM football JOIN ranked USING (tournament)
GROUP BY 1
ORDER BY min(CASE WHEN place <= 8 THEN place ELSE 9 END)
