# Replace these with the outputs of the pipeline. Terraform asks for aws_account_id, unless you set it here as well.
data_key_id           = "1234abcd-12ab-34cd-56ef-1234567890ab"
processed_data_bucket = "batch-pipeline-processed-data-0a1b2c3d"
