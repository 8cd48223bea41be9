-- Who was refused three times or more within a day.
SELECT customer, user_name, DATE_TRUNC('day', event_time) AS day, COUNT(*) AS denied
FROM public.wau_audit_logs
WHERE outcome = 'DENIED'
GROUP BY customer, user_name, DATE_TRUNC('day', event_time)
HAVING COUNT(*) >= 3
ORDER BY denied DESC, customer, user_name;
