-- Attacks of 2010 to 2014 by year, of the three commonest types (columns, the commonest first), of the others, and of all.
WITH kept AS (SELECT * FROM pirates
              WHERE year(date) BETWEEN 2010 AND 2014 AND attack_type IS NOT NULL),
types AS (SELECT attack_type, row_number() OVER (ORDER BY count(*) DESC, attack_type) AS place
          FROM kept GROUP BY 1)
SELECT year(date) AS year, count(*) FILTER (place = 1) AS first, count(*) FILTER (place = 2) AS second,
       count(*) FILTER (place = 3) AS third, count(*) FILTER (place > 3) AS others,
       count(*) AS total, list(row) AS rows
FROM kept JOIN types USING (attack_type)
GROUP BY 1
ORDER BY 1
