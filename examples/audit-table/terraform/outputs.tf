output "tables" {
  description = "The audited tables."
  value       = [for table in module.table : table.name]
}

output "function" {
  description = "What records their changes."
  value       = aws_lambda_function.stream_to_firehose.function_name
}

output "delivery_stream" {
  description = "Where the function puts audit records."
  value       = aws_kinesis_firehose_delivery_stream.audit.name
}

output "archive_bucket" {
  description = "Where audit records are."
  value       = aws_s3_bucket.audit.bucket
}

output "failed_bucket" {
  description = "Where changes are that could not be recorded."
  value       = aws_s3_bucket.failed.bucket
}

output "crawler" {
  description = "What makes the table of the archive."
  value       = aws_glue_crawler.records.name
}

output "database" {
  description = "Where the crawler makes it."
  value       = aws_glue_catalog_database.audit.name
}

output "workgroup" {
  description = "The workgroup with the saved queries."
  value       = aws_athena_workgroup.audit.name
}
