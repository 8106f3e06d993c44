SELECT governorate_id, count(*) AS cities,
       count(*) FILTER (contains(city_name_ar, 'الجديدة')) AS new_cities,
       percent(count(*) FILTER (contains(city_name_ar, 'الجديدة')), count(*)) AS share,
       list(row) AS rows
FROM cities
GROUP BY 1
HAVING count(*) FILTER (contains(city_name_ar, 'الجديدة')) > 0
ORDER BY count(*) FILTER (contains(city_name_ar, 'الجديدة')) * 1000000 // count(*) DESC, 1
