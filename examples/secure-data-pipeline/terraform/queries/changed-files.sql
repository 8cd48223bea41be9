-- Files that were uploaded again with other contents: the fingerprint before, the fingerprint now, and who did it.
SELECT object_key, eventtime, user_arn, sha256_before, sha256
FROM (
  SELECT
    object_key, eventtime, user_arn, sha256,
    lag(sha256) OVER (PARTITION BY object_key ORDER BY eventtime, version_id) AS sha256_before
  FROM provenance_ledger
  WHERE state = 'complete'
)
WHERE sha256 <> sha256_before
ORDER BY object_key, eventtime
