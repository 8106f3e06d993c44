-- Attacks south of the equator since 2010 by latitude rounded to a whole degree, halves away from zero: attacks, mean latitude to 3 decimals.
SELECT -CAST(floor(-latitude + 0.5) AS INTEGER) AS degree, count(*) AS attacks,
       CAST(rounded(sum(latitude), count(*), 3) AS DECIMAL(18, 0)) * 0.001 AS mean,
       list(row) AS rows
FROM pirates
WHERE latitude < 0 AND year(date) >= 2010
GROUP BY 1
ORDER BY 1
