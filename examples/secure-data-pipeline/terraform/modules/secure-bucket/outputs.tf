output "id" {
  description = "The name of the bucket, known once the bucket is there."
  value       = aws_s3_bucket.this.id
}

output "encrypted_id" {
  description = "The name of the bucket, known once it encrypts what is put into it."
  value       = aws_s3_bucket_server_side_encryption_configuration.this.bucket
}

output "arn" {
  description = "The ARN of the bucket."
  value       = aws_s3_bucket.this.arn
}

output "bucket" {
  description = "The name of the bucket."
  value       = aws_s3_bucket.this.bucket
}
