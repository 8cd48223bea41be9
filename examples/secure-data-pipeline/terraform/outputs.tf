output "raw_data_bucket" {
  description = "Upload here, below incoming/."
  value       = module.bucket["raw-data"].bucket
}

output "buckets" {
  description = "The name of every bucket, by what it is for."
  value       = { for purpose, bucket in module.bucket : purpose => bucket.bucket }
}

output "function" {
  description = "The function that writes receipts."
  value       = aws_lambda_function.provenance.function_name
}

output "failed_queue" {
  description = "The URL of the queue that keeps events of files without a receipt."
  value       = aws_sqs_queue.failed.url
}

output "database" {
  description = "The database of the tables and views."
  value       = aws_glue_catalog_database.audit.name
}

output "workgroup" {
  description = "The Athena workgroup for audits."
  value       = aws_athena_workgroup.audit.name
}
