output "tables" {
  description = "The audited tables, by what they hold."
  value       = { for key, table in module.table : key => table.name }
}

output "archive_bucket" {
  description = "Where the records are."
  value       = aws_s3_bucket.audit.bucket
}

output "workgroup" {
  description = "The Athena workgroup with the saved queries."
  value       = aws_athena_workgroup.audit.name
}
