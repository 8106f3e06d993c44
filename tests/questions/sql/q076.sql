WITH teams AS (
    SELECT team, count(*) AS matches, count(*) FILTER (scored > conceded) AS won,
           count(*) FILTER (scored = conceded) AS drawn,
           count(*) FILTER (scored < conceded) AS lost, list(row) AS rows
    FROM played
    WHERE date >= DATE '2000-01-01'
      AND team IN ('Algeria', 'Bahrain', 'Comoros', 'Djibouti', 'Egypt', 'Iraq', 'Jordan', 'Kuwait',
          'Lebanon', 'Libya', 'Mauritania', 'Morocco', 'Oman', 'Palestine', 'Qatar',
          'Saudi Arabia', 'Somalia', 'Sudan', 'Syria', 'Tunisia', 'United Arab Emirates', 'Yemen')
    GROUP BY 1)
SELECT team, matches, won, drawn, lost, percent(won, matches) AS share,
       rank() OVER (ORDER BY CAST(won AS HUGEINT) * 1000000000000 // matches DESC) AS rank, rows
FROM teams
ORDER BY rank, team
