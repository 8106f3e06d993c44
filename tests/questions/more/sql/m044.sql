-- Of the 2000s and the 2010s: the three nearest countries with most attacks, Others, and the decade's Subtotal; attacks and share of the decade.
WITH counted AS (
    SELECT decade(date) AS decade, nearest_country AS code, count(*) AS attacks, list(row) AS rows
    FROM pirates
    WHERE decade(date) IN (2000, 2010) AND nearest_country IS NOT NULL
    GROUP BY 1, 2),
placed AS (
    SELECT *, row_number() OVER (PARTITION BY decade ORDER BY attacks DESC, code) AS place
    FROM counted),
lines AS (
    SELECT decade, place, code, attacks, rows FROM placed WHERE place <= 3
    UNION ALL
    SELECT decade, 4, 'Others', sum(attacks), flatten(list(rows)) FROM placed
    WHERE place > 3
    GROUP BY decade
    UNION ALL
    SELECT decade, 5, 'Subtotal', sum(attacks), flatten(list(rows)) FROM placed GROUP BY decade)
SELECT decade, code, attacks, percent(attacks, max(attacks) OVER (PARTITION BY decade)) AS share,
       rows
FROM lines
ORDER BY decade, place
