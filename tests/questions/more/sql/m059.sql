-- Attack types with 100 attacks or more: the quartiles of the shore distance and the range between them, widest first.
WITH sorted AS (
    SELECT attack_type, list_sort(list(shore_distance)) AS x, list(row) AS rows FROM pirates
    WHERE attack_type IS NOT NULL
    GROUP BY 1
    HAVING count(*) >= 100),
quartiles AS (
    SELECT attack_type, quantile_times(x, 1, 4) AS low, quantile_times(x, 3, 4) AS high, rows
    FROM sorted)
SELECT attack_type, ratio2(low, 4) AS first, ratio2(high, 4) AS third,
       ratio2(high - low, 4) AS spread, rows
FROM quartiles
ORDER BY high - low DESC, attack_type
