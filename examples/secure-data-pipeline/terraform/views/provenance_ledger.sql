SELECT
  CASE WHEN p.sha256 IS NULL THEN 'no receipt' WHEN e.eventid IS NULL THEN 'no event' ELSE 'complete' END AS state,
  e.eventtime,
  e.eventname,
  e.user_arn,
  e.source_ip,
  coalesce(p.bucket, e.bucket_name) AS bucket_name,
  coalesce(p.key, e.object_key) AS object_key,
  coalesce(p.version_id, e.version_id) AS version_id,
  p.sha256,
  p.content_length,
  p.last_modified,
  p.recorded_at
FROM (
  SELECT *
  FROM cloudtrail_s3_events_flattened
  WHERE bucket_name = '${raw_data_bucket}'
    AND starts_with(object_key, '${source_prefix}')
    AND eventname IN ('PutObject', 'PostObject', 'CopyObject', 'CompleteMultipartUpload')
    AND errorcode IS NULL
) AS e
-- The version as well: a file that is uploaded again is another file.
FULL OUTER JOIN provenance AS p
  ON p.bucket = e.bucket_name AND p.key = e.object_key AND p.version_id = e.version_id
