-- Attack types but 'Boarded' itself: how many fewer than 'Boarded', largest first.
WITH types AS (
    SELECT attack_type, count(*) AS attacks, list(row) AS rows
    FROM pirates
    WHERE attack_type IS NOT NULL
    GROUP BY 1)
SELECT attack_type, attacks,
       attacks - (SELECT attacks FROM types WHERE attack_type = 'Boarded') AS difference, rows
FROM types
WHERE attack_type <> 'Boarded'
ORDER BY attacks DESC, attack_type
