-- Files whose way in is not proven: no receipt (the function failed), or no event (not delivered yet, or never logged).
SELECT state, eventtime, recorded_at, user_arn, object_key, version_id
FROM provenance_ledger
WHERE state <> 'complete'
ORDER BY object_key, coalesce(eventtime, recorded_at)
