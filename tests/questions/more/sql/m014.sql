-- How long agenda items are by decade, in characters: mean, longest.
SELECT decade(date) AS decade, ratio2(sum(len(agenda_item)), count(*)) AS mean,
       max(len(agenda_item)) AS longest, list(row) AS rows
FROM vetoes
GROUP BY 1
ORDER BY 1
