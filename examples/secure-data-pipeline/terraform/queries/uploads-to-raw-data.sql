SELECT eventTime, eventName, user_arn, bucket_name, object_key
FROM cloudtrail_s3_events_flattened
WHERE bucket_name='${raw_data_bucket}'
  AND eventName='PutObject'
ORDER BY eventTime DESC;
