SELECT country, min(date) AS first, years_between(min(date), DATE '2019-12-31') AS years,
       list(row) AS rows
FROM votes
WHERE country IN ('Algeria', 'Bahrain', 'Comoros', 'Djibouti', 'Egypt', 'Iraq', 'Jordan', 'Kuwait',
    'Lebanon', 'Libya', 'Mauritania', 'Morocco', 'Oman', 'Qatar', 'Saudi Arabia', 'Somalia',
    'Sudan', 'Syria', 'Tunisia', 'United Arab Emirates', 'Yemen')
GROUP BY 1
ORDER BY first, country
