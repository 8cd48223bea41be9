output "bucket" {
  description = "Where the exports are."
  value       = aws_s3_bucket.export.bucket
}

output "function" {
  description = "What to invoke for an export."
  value       = aws_lambda_function.export.function_name
}

output "crawler" {
  description = "What to start after an export."
  value       = aws_glue_crawler.export.name
}

output "workgroup" {
  description = "The workgroup for queries."
  value       = aws_athena_workgroup.export.name
}

output "steward_policy" {
  description = "The policy for those who query exports."
  value       = aws_iam_policy.steward.arn
}
