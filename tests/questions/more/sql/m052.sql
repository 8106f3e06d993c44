-- The share of hijackings among the attacks of a known type, 2006 to 2012: the change from the year before in percentage points, and in percent.
WITH years AS (
    SELECT year(date) AS year, count(*) FILTER (attack_type = 'Hijacked') AS hijacked,
           count(*) AS attacks, list(row) AS rows
    FROM pirates
    WHERE attack_type IS NOT NULL
    GROUP BY 1)
SELECT own.year, percent(own.hijacked, own.attacks) AS share,
       percent(own.hijacked * earlier.attacks - earlier.hijacked * own.attacks,
               own.attacks * earlier.attacks) AS points,
       percent(own.hijacked * earlier.attacks - earlier.hijacked * own.attacks,
               earlier.hijacked * own.attacks) AS change,
       own.rows
FROM years AS own JOIN years AS earlier ON earlier.year = own.year - 1
WHERE own.year BETWEEN 2006 AND 2012
ORDER BY 1
