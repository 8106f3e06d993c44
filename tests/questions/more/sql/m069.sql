-- Regions with five vetoed drafts or more in a decade, from the 1980s on: drafts, and rank among all regions of the decade.
WITH counted AS (
    SELECT decade(date) AS decade, region, count(*) AS drafts, list(row) AS rows FROM vetoes
    WHERE region IS NOT NULL AND year(date) >= 1980
    GROUP BY 1, 2)
SELECT decade, region, drafts, rank() OVER (PARTITION BY decade ORDER BY drafts DESC) AS rank, rows
FROM counted
QUALIFY drafts >= 5
ORDER BY decade, drafts DESC, region
