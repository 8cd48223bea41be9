-- The states that each order went through, in their order. A change that was delivered twice counts once.
WITH changes AS (
  SELECT *, row_number() OVER (PARTITION BY event_id ORDER BY day) AS copy
  FROM ${records}
  WHERE table_name = 'Orders'
)
SELECT
  json_extract_scalar(keys, '$.orderId.S') AS orderid,
  row_number() OVER (PARTITION BY keys ORDER BY sequence_number) AS step,
  event_time,
  event_name,
  json_extract_scalar(new_image, '$.state.S') AS state
FROM changes
WHERE copy = 1
ORDER BY orderid, step
