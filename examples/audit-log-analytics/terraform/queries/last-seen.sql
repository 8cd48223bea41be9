-- The last action of each user.
SELECT customer, user_name, event_time, action, source_ip
FROM (
    SELECT customer, user_name, event_time, action, source_ip,
           ROW_NUMBER() OVER (PARTITION BY customer, user_name ORDER BY event_time DESC) AS newest
    FROM public.wau_audit_logs
) AS ranked
WHERE newest = 1
ORDER BY customer, user_name;
