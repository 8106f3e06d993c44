SELECT interview_date, weekofyear(interview_date) AS week, isodow(interview_date) AS weekday,
       count(*) AS interviews, list(row) AS rows
FROM interviews
GROUP BY 1
ORDER BY 1
