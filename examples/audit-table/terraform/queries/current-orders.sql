-- Each order as it is now. Orders that were removed are left out.
SELECT
  json_extract_scalar(keys, '$.orderId.S') AS orderid,
  json_extract_scalar(max_by(new_image, sequence_number), '$.state.S') AS state,
  max(event_time) AS since
FROM ${records}
WHERE table_name = 'Orders'
GROUP BY keys
HAVING max_by(event_name, sequence_number) <> 'REMOVE'
ORDER BY orderid
