-- ISO weeks over a year's end, from 14 December 2009 to 24 January 2010: attacks, and those of the week of the same number a year before (blank for week 53).
WITH weeks AS (
    SELECT CAST(d AS DATE) AS monday
    FROM generate_series(DATE '2009-12-14', DATE '2010-01-18', INTERVAL 7 DAY) AS every(d)),
counted AS (
    SELECT isoyear(date) AS year, weekofyear(date) AS week, count(*) AS attacks, list(row) AS rows
    FROM pirates
    GROUP BY 1, 2)
SELECT isoyear(monday) AS year, weekofyear(monday) AS week, monday,
       coalesce(own.attacks, 0) AS attacks,
       CASE WHEN weekofyear(monday) < 53 THEN coalesce(earlier.attacks, 0) END AS year_before,
       own.rows
FROM weeks
LEFT JOIN counted AS own ON own.year = isoyear(monday) AND own.week = weekofyear(monday)
LEFT JOIN counted AS earlier
    ON earlier.year = isoyear(monday) - 1 AND earlier.week = weekofyear(monday)
ORDER BY monday
