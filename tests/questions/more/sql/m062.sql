-- 2026 up to 19 July against the same days of 2025: the six tournaments with most matches in 2026, Others and Total.
WITH counted AS (
    SELECT tournament, count(*) FILTER (year(date) = 2026) AS later,
           count(*) FILTER (year(date) = 2025) AS earlier, list(row) AS rows
    FROM football
    WHERE date BETWEEN '2026-01-01' AND '2026-07-19' OR date BETWEEN '2025-01-01' AND '2025-07-19'
    GROUP BY 1),
placed AS (SELECT *, row_number() OVER (ORDER BY later DESC, tournament) AS place FROM counted),
lines AS (
    SELECT place, tournament, later, earlier, rows FROM placed WHERE place <= 6
    UNION ALL
    SELECT 1000, 'Others', sum(later), sum(earlier), flatten(list(rows)) FROM placed WHERE place > 6
    UNION ALL
    SELECT 1001, 'Total', sum(later), sum(earlier), flatten(list(rows)) FROM placed)
SELECT tournament, later, earlier, later - earlier AS difference, change(later, earlier) AS change,
       rows
FROM lines
ORDER BY place
