-- How many records came on each day, and in how many files.
SELECT
  ingested_on,
  COUNT(DISTINCT source) AS files,
  COUNT(*) AS records
FROM records
GROUP BY ingested_on
ORDER BY ingested_on
