-- How many files, and how much of each datasource is sensitive.
SELECT
  datasource,
  count(*) AS files,
  count_if(sensitivity IN ('HIGH', 'RESTRICTED')) AS sensitive_files,
  sum(size_bytes) AS bytes
FROM exported_exports
WHERE export_date = (SELECT max(export_date) FROM exported_exports)
GROUP BY datasource
ORDER BY sensitive_files DESC, datasource
