-- Whoever came with a long-lived key: those of temporary credentials begin with ASIA.
SELECT user_arn, access_key_id, count(*) AS events, max(eventtime) AS latest
FROM cloudtrail_s3_events_flattened
WHERE access_key_id LIKE 'AKIA%'
GROUP BY user_arn, access_key_id
ORDER BY latest DESC
