-- Vetoed drafts whose agenda item speaks of Palestine in any letter case, by decade, and their share.
SELECT decade(date) AS decade, count(*) FILTER (contains(lower(agenda_item), 'palestin')) AS drafts,
       percent(count(*) FILTER (contains(lower(agenda_item), 'palestin')), count(*)) AS share
FROM vetoes
GROUP BY 1
ORDER BY 1
