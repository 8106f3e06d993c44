-- Rooms of the dwellings in Mozambique by wall: dwellings, those whose rooms are known, their mean, and the mean if unknown meant none.
SELECT wall_type, count(*) AS dwellings, count(nullif(CAST(rooms AS INTEGER), -99)) AS known,
       ratio2(sum(nullif(CAST(rooms AS INTEGER), -99)),
              count(nullif(CAST(rooms AS INTEGER), -99))) AS mean,
       ratio2(coalesce(sum(nullif(CAST(rooms AS INTEGER), -99)), 0), count(*)) AS mean_with_zero, list(row) AS rows
FROM moz_dwelling
GROUP BY 1
ORDER BY 1
