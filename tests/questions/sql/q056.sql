WITH binned AS (
    SELECT row, CASE WHEN 100 * yes < 25 * (yes + no + abstain) THEN 1
                     WHEN 100 * yes < 50 * (yes + no + abstain) THEN 2
                     WHEN 100 * yes < 75 * (yes + no + abstain) THEN 3
                     WHEN 100 * yes < 90 * (yes + no + abstain) THEN 4 ELSE 5 END AS bin
    FROM rollcalls
    WHERE yes + no + abstain > 0)
SELECT ['0 to under 25', '25 to under 50', '50 to under 75', '75 to under 90', '90 to 100'][bin]
           AS support,
       count(*) AS rollcalls, percent(count(*), (SELECT count(*) FROM rollcalls)) AS share,
       list(row) AS rows
FROM binned
GROUP BY bin
ORDER BY bin
