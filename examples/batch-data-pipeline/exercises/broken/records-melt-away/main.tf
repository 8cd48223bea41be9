terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

# The defaults of Kinesis: one shard, no encryption, and records that are gone after a day.
resource "aws_kinesis_stream" "records" {
  name        = "records"
  shard_count = 1
}

resource "aws_kms_key" "clicks" {
  enable_key_rotation = true
}

# A second stream that nothing reads.
resource "aws_kinesis_stream" "clicks" {
  name             = "clicks"
  retention_period = 168
  encryption_type  = "KMS"
  kms_key_id       = aws_kms_key.clicks.arn

  stream_mode_details {
    stream_mode = "ON_DEMAND"
  }
}

resource "aws_kinesis_firehose_delivery_stream" "records" {
  name        = "records"
  destination = "extended_s3"

  kinesis_source_configuration {
    kinesis_stream_arn = aws_kinesis_stream.records.arn
    role_arn           = aws_iam_role.delivery.arn
  }

  # An object each minute, and a run of the job for each object. What could not be delivered starts the job as well.
  extended_s3_configuration {
    bucket_arn          = "arn:aws:s3:::batch-pipeline-raw-data"
    role_arn            = aws_iam_role.delivery.arn
    prefix              = "incoming/stream/"
    error_output_prefix = "incoming/errors/!{firehose:error-output-type}/"
    buffering_size      = 5
    buffering_interval  = 60
  }
}

resource "aws_iam_role" "delivery" {
  name = "delivery"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "firehose.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "delivery" {
  name = "deliver"
  role = aws_iam_role.delivery.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["kinesis:*"], Resource = aws_kinesis_stream.records.arn },
      { Effect = "Allow", Action = ["s3:PutObject"], Resource = "arn:aws:s3:::batch-pipeline-raw-data/*" },
    ]
  })
}
