-- Everything that happened to the orders: each delivered record, as it is.
SELECT
  event_time,
  event_name,
  json_extract_scalar(new_image, '$.orderId.S') AS orderid,
  json_extract_scalar(new_image, '$.state.S') AS state,
  TRY_CAST(json_extract_scalar(new_image, '$.lastUpdatedDate.N') AS bigint) AS lastupdateddate
FROM ${records}
WHERE table_name = 'Orders'
ORDER BY sequence_number, event_time
