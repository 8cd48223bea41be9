-- The newest export: one row for each file that Data X-Ray knows.
SELECT file_id, path, datasource, owner, sensitivity, size_bytes
FROM exported_exports
WHERE export_date = (SELECT max(export_date) FROM exported_exports)
ORDER BY path
