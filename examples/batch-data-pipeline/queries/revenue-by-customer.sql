-- The latest amount of each record counts. All columns are texts: what is no number is left out.
WITH latest AS (
  SELECT
    customer,
    TRY_CAST(TRIM(amount) AS DECIMAL(18, 2)) AS amount,
    ROW_NUMBER() OVER (PARTITION BY id ORDER BY ingested_on DESC, updated_at DESC, source DESC) AS place
  FROM records
)
SELECT
  customer,
  COUNT(*) AS records,
  SUM(amount) AS revenue
FROM latest
WHERE place = 1
GROUP BY customer
ORDER BY customer
