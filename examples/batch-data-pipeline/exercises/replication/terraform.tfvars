# Replace these with your account, and with the outputs of the pipeline.
aws_account_id        = "123456789012"
data_key_arn          = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
raw_data_bucket       = "batch-pipeline-raw-data-0a1b2c3d"
processed_data_bucket = "batch-pipeline-processed-data-0a1b2c3d"
replica_log_bucket    = "example-corp-s3-access-logs-eu-west-1"
