-- Files whose sensitivity differs from the export before.
WITH days AS (
  SELECT export_date, lag(export_date) OVER (ORDER BY export_date) AS day_before
  FROM (SELECT DISTINCT export_date FROM exported_exports)
)
SELECT new.path, old.sensitivity AS was, new.sensitivity AS is_now
FROM days
JOIN exported_exports AS new ON new.export_date = days.export_date
JOIN exported_exports AS old ON old.export_date = days.day_before AND old.file_id = new.file_id
WHERE days.export_date = (SELECT max(export_date) FROM exported_exports)
  AND new.sensitivity <> old.sensitivity
ORDER BY new.path
