WITH egypt AS (SELECT * FROM votes WHERE country = 'Egypt' AND vote IS NOT NULL),
paired AS (
    SELECT egypt.row, egypt.date, votes.country, egypt.vote = votes.vote AS alike
    FROM egypt JOIN votes USING (rcid)
    WHERE votes.country IN ('United States', 'Russia') AND votes.vote IS NOT NULL)
SELECT decade(date) AS decade, count(*) FILTER (country = 'United States') AS with_us,
       percent(count(*) FILTER (country = 'United States' AND alike),
               count(*) FILTER (country = 'United States')) AS alike_us,
       count(*) FILTER (country = 'Russia') AS with_russia,
       percent(count(*) FILTER (country = 'Russia' AND alike),
               count(*) FILTER (country = 'Russia')) AS alike_russia
FROM paired
GROUP BY 1
ORDER BY 1
