-- What each customer's users did, and how often it was refused.
SELECT customer, action, COUNT(*) AS times, SUM(CASE WHEN outcome = 'DENIED' THEN 1 ELSE 0 END) AS denied
FROM public.wau_audit_logs
GROUP BY customer, action
ORDER BY customer, times DESC, action;
