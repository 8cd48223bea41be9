-- DISTINCT: CloudTrail may deliver an event twice.
SELECT DISTINCT
  day,
  eventid,
  eventtime,
  eventname,
  errorcode,
  useridentity.arn AS user_arn,
  useridentity.accesskeyid AS access_key_id,
  sourceipaddress AS source_ip,
  json_extract_scalar(requestparameters, '$.bucketName') AS bucket_name,
  json_extract_scalar(requestparameters, '$.key') AS object_key,
  coalesce(
    json_extract_scalar(responseelements, '$["x-amz-version-id"]'),
    json_extract_scalar(requestparameters, '$.versionId')
  ) AS version_id
FROM cloudtrail_s3_events
WHERE eventsource = 's3.amazonaws.com'
