output "raw_data_bucket" {
  description = "Upload raw data here, below incoming/."
  value       = aws_s3_bucket.raw_data.bucket
}

output "processed_data_bucket" {
  description = "Processed data, below tables/."
  value       = aws_s3_bucket.processed_data.bucket
}

output "etl_job_name" {
  description = "The Glue job."
  value       = aws_glue_job.etl_job.name
}

output "catalog_database" {
  description = "The database to query, in Athena for instance."
  value       = aws_glue_catalog_database.catalog.name
}

output "data_key_arn" {
  description = "The key that encrypts the data; readers need kms:Decrypt on it."
  value       = aws_kms_key.data_key.arn
}

output "data_key_id" {
  description = "The id of that key: an input of the exercises."
  value       = aws_kms_key.data_key.key_id
}

output "alarm_topic_arn" {
  description = "Subscribe here to hear of failed jobs."
  value       = aws_sns_topic.alarms.arn
}

output "alarm_topic" {
  description = "The name of that topic: an input of the exercise with a stream."
  value       = aws_sns_topic.alarms.name
}

output "temp_bucket" {
  description = "Results of queries may go here, below athena/. They are deleted after a week."
  value       = aws_s3_bucket.temp.bucket
}
