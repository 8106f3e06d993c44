-- The nearest countries that make up four fifths of the known attacks, largest first, with the one that reaches 80%: attacks, running share.
WITH counted AS (
    SELECT nearest_country AS code, count(*) AS attacks, list(row) AS rows FROM pirates
    WHERE nearest_country IS NOT NULL
    GROUP BY 1),
running AS (
    SELECT *, sum(attacks) OVER (ORDER BY attacks DESC, code) AS reached,
           sum(attacks) OVER () AS whole
    FROM counted)
SELECT code, attacks, percent(reached, whole) AS running, rows
FROM running
WHERE 100 * (reached - attacks) < 80 * whole
ORDER BY attacks DESC, code
