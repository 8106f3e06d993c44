-- Drafts by the form of their symbol: S/PV… or S/…, and what is neither.
SELECT CASE WHEN draft LIKE 'S/PV%' THEN 'meeting' WHEN draft LIKE 'S/%' THEN 'document'
            ELSE 'neither' END AS form, count(*) AS drafts, list(row) AS rows
FROM vetoes
WHERE draft IS NOT NULL
GROUP BY 1
ORDER BY 1
