-- How many changes each table had on each of the last seven days. Only the folders of these days are read.
SELECT day, table_name, event_name, count(DISTINCT event_id) AS changes
FROM ${records}
WHERE day >= date_format(current_date - INTERVAL '7' DAY, '%Y-%m-%d')
GROUP BY day, table_name, event_name
ORDER BY day, table_name, event_name
