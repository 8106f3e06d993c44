-- Hijackings off Somalia in each month of 2012 (0 where none), and in the twelve months that end with it.
WITH hijackings AS (
    SELECT * FROM pirates WHERE nearest_country = 'SOM' AND attack_type = 'Hijacked')
SELECT 2012 AS year, m AS month,
       (SELECT count(*) FROM hijackings WHERE year(date) = 2012 AND month(date) = m) AS hijackings,
       (SELECT count(*) FROM hijackings
        WHERE date >= make_date(2011, 1, 1) + m * INTERVAL 1 MONTH
          AND date < make_date(2012, 1, 1) + m * INTERVAL 1 MONTH) AS twelve_months,
       (SELECT list(row) FROM hijackings WHERE year(date) = 2012 AND month(date) = m) AS rows
FROM generate_series(1, 12) AS months(m)
ORDER BY m
