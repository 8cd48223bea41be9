-- Records whose key came in more than one file: somebody sent them again.
SELECT
  id,
  COUNT(DISTINCT source) AS files,
  MIN(ingested_on) AS first_day,
  MAX(ingested_on) AS last_day
FROM records
GROUP BY id
HAVING COUNT(DISTINCT source) > 1
ORDER BY id
