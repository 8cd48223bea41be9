-- What is sensitive, where it lies, and by which classifications.
SELECT e.datasource, e.path, e.owner, c.classification
FROM exported_exports AS e
CROSS JOIN UNNEST(e.classifications) AS c (classification)
WHERE e.export_date = (SELECT max(export_date) FROM exported_exports)
  AND e.sensitivity IN ('HIGH', 'RESTRICTED')
ORDER BY e.datasource, e.path, c.classification
