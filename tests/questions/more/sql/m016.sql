-- The five commonest first letters of the Arabic names of cities, and the others.
WITH letters AS (SELECT row, left(city_name_ar, 1) AS letter FROM cities),
ranked AS (
    SELECT letter, row_number() OVER (ORDER BY count(*) DESC, letter) AS place
    FROM letters
    GROUP BY 1)
SELECT CASE WHEN place <= 5 THEN letter ELSE 'Others' END AS letter, count(*) AS cities,
       list(row) AS rows
FROM letters JOIN ranked USING (letter)
GROUP BY 1
ORDER BY min(least(place, 6))
