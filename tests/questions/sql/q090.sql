SELECT wall_type, count(*) AS households, count(nullif(plots, -999)) AS known,
       sum(nullif(plots, -999)) AS plots,
       ratio2(sum(nullif(plots, -999)), count(nullif(plots, -999))) AS mean, list(d.row) AS rows
FROM moz_dwelling AS d LEFT JOIN moz_plots USING (key_id)
WHERE wall_type IS NOT NULL
GROUP BY 1
ORDER BY 1
