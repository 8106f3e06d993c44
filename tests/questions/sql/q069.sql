SELECT roof_type, count(*) AS households, ratio2(sum(years_farm), count(years_farm)) AS mean,
       ratio2(sum(years_farm * no_membrs), sum(no_membrs) FILTER (years_farm IS NOT NULL))
           AS weighted_mean,
       list(row) AS rows
FROM interviews
WHERE roof_type IS NOT NULL
GROUP BY 1
ORDER BY 1
