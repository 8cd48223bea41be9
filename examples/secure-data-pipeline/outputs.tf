output "raw_data_bucket" {
  description = "Upload here, below incoming/."
  value       = module.bucket["raw-data"].bucket
}

output "buckets" {
  description = "The ARN of every bucket, by what it is for."
  value       = { for purpose, bucket in module.bucket : purpose => bucket.arn }
}

output "workgroup" {
  description = "The Athena workgroup for audits."
  value       = aws_athena_workgroup.audit.name
}
