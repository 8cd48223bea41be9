-- Orders that came back, and how many whole days after they were delivered. 86400E0 is a double: Athena rounds a quotient of decimals, here to
-- one digit, so that the last hour of a day would already be a day more.
WITH states AS (
  SELECT
    json_extract_scalar(keys, '$.orderId.S') AS orderid,
    json_extract_scalar(new_image, '$.state.S') AS state,
    min(TRY_CAST(json_extract_scalar(new_image, '$.lastUpdatedDate.N') AS bigint)) AS since
  FROM ${records}
  WHERE table_name = 'Orders'
  GROUP BY 1, 2
)
SELECT
  returned.orderid,
  from_unixtime(delivered.since) AS delivered,
  from_unixtime(returned.since) AS returned,
  CAST(floor((returned.since - delivered.since) / 86400E0) AS bigint) AS days
FROM states AS returned
LEFT JOIN states AS delivered ON delivered.orderid = returned.orderid AND delivered.state = 'DELIVERED'
WHERE returned.state = 'RETURNED'
ORDER BY returned.orderid
