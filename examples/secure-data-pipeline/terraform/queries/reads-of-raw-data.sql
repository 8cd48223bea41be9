-- Who read which file, refused attempts included.
SELECT eventtime, user_arn, source_ip, object_key, coalesce(errorcode, 'allowed') AS outcome
FROM cloudtrail_s3_events_flattened
WHERE bucket_name = '${raw_data_bucket}'
  AND eventname = 'GetObject'
ORDER BY eventtime DESC
