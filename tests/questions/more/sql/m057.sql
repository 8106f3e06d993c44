-- Matches of 2015 to 2018 by the home team's share of wins in the year before (teams without a match then are left out): matches, won by the home team.
WITH records AS (
    SELECT team, year(date) AS year, count(*) FILTER (scored > conceded) AS won, count(*) AS matches
    FROM played
    GROUP BY 1, 2),
placed AS (
    SELECT row, home_score > away_score AS home_won, least(4 * won // matches, 3) AS class
    FROM football JOIN records ON team = home_team AND year = year(date) - 1
    WHERE year(date) BETWEEN 2015 AND 2018)
SELECT ['under 25', '25 to 50', '50 to 75', '75 and more'][class + 1] AS record,
       count(*) AS matches, percent(count(*) FILTER (home_won), count(*)) AS won, list(row) AS rows
FROM placed
GROUP BY class
ORDER BY class
