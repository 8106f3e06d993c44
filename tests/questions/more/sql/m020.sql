-- In Tanzania, the livestock by roof type of the household: households, those listed, total, mean.
SELECT roof_type, count(*) AS households, count(total) AS listed, sum(total) AS animals,
       ratio2(sum(total), count(total)) AS mean, list(d.row) AS rows
FROM tza_dwelling AS d LEFT JOIN tza_livestock USING (key_id)
GROUP BY 1
ORDER BY 1
