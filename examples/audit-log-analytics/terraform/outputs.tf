output "bucket" {
  description = "The central bucket."
  value       = aws_s3_bucket.logs.bucket
}

output "access_point" {
  description = "Where audit logs are written. Writers of other accounts need s3:PutObject on it, with /object/csv/* behind."
  value       = aws_s3_access_point.logs.arn
}

output "key" {
  description = "Writers of other accounts need kms:GenerateDataKey and kms:Decrypt on it."
  value       = aws_kms_key.logs.arn
}

output "function" {
  description = "Adds the customer."
  value       = aws_lambda_function.writer.function_name
}

output "crawler" {
  description = "What to start once, and after the columns have changed."
  value       = aws_glue_crawler.logs.name
}

output "job" {
  description = "Loads new audit logs each night."
  value       = aws_glue_job.populate.name
}

output "workgroup" {
  description = "Where queries are asked."
  value       = aws_redshiftserverless_workgroup.logs.workgroup_name
}
