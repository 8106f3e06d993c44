-- The Maghreb teams: the date and the opponent of the first match and of the last one, and the number of different opponents.
SELECT team, min(date) AS first_date, first(opponent ORDER BY date, row) AS first_opponent,
       max(date) AS last_date, last(opponent ORDER BY date, row) AS last_opponent,
       count(DISTINCT opponent) AS opponents, list(row) AS rows
FROM played
WHERE team IN ('Algeria', 'Libya', 'Mauritania', 'Morocco', 'Tunisia')
GROUP BY 1
ORDER BY 1
