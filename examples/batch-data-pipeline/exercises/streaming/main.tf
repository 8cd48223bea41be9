# Exercise 3: records come through a Kinesis stream as well. Firehose collects them below incoming/, where the pipeline starts.

terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

provider "aws" {
  region              = var.aws_region
  allowed_account_ids = [var.aws_account_id]

  default_tags {
    tags = {
      Project   = var.project_name
      ManagedBy = "terraform"
    }
  }
}

locals {
  # What the pipeline has, in the account and the region of this stack.
  data_key_arn    = "arn:aws:kms:${var.aws_region}:${var.aws_account_id}:key/${var.data_key_id}"
  alarm_topic_arn = "arn:aws:sns:${var.aws_region}:${var.aws_account_id}:${var.alarm_topic}"
}

resource "aws_kinesis_stream" "records" {
  name             = "${var.project_name}-records"
  retention_period = 168
  encryption_type  = "KMS"
  kms_key_id       = local.data_key_arn

  stream_mode_details {
    stream_mode = "ON_DEMAND"
  }
}

resource "aws_kinesis_firehose_delivery_stream" "records" {
  name        = "${var.project_name}-records"
  destination = "extended_s3"

  kinesis_source_configuration {
    kinesis_stream_arn = aws_kinesis_stream.records.arn
    role_arn           = aws_iam_role.delivery.arn
  }

  extended_s3_configuration {
    bucket_arn  = "arn:aws:s3:::${var.raw_data_bucket}"
    role_arn    = aws_iam_role.delivery.arn
    kms_key_arn = local.data_key_arn

    # New objects below incoming/ start the pipeline. What could not be delivered must not.
    prefix              = "incoming/stream/!{timestamp:yyyy/MM/dd/HH}/"
    error_output_prefix = "undelivered/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/"

    # Each object is a run of the ETL job: better one large object in a quarter of an hour than many small ones.
    buffering_size     = 128
    buffering_interval = 900
    file_extension     = ".json"

    cloudwatch_logging_options {
      enabled         = true
      log_group_name  = aws_cloudwatch_log_group.delivery.name
      log_stream_name = aws_cloudwatch_log_stream.delivery.name
    }
  }

  depends_on = [aws_iam_role_policy.delivery]
}

# --- Monitoring --------------------------------------------------------------------------------------------------------

resource "aws_kms_key" "logs" {
  description             = "${var.project_name} logs of the delivery"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.logs_key.json
}

data "aws_iam_policy_document" "logs_key" {
  statement {
    sid       = "AdministeredByThisAccount"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${var.aws_account_id}:root"]
    }
  }

  statement {
    sid       = "CloudWatchLogs"
    actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${var.aws_region}.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:aws:logs:${var.aws_region}:${var.aws_account_id}:log-group:*"]
    }
  }
}

resource "aws_cloudwatch_log_group" "delivery" {
  name              = "/aws/kinesisfirehose/${var.project_name}-records"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.logs.arn
}

resource "aws_cloudwatch_log_stream" "delivery" {
  name           = "delivery"
  log_group_name = aws_cloudwatch_log_group.delivery.name
}

# Records older than the retention of the stream are lost. This alarm comes six days earlier.
resource "aws_cloudwatch_metric_alarm" "behind" {
  alarm_name          = "${var.project_name}-stream-behind"
  alarm_description   = "The delivery of the stream is a day behind."
  namespace           = "AWS/Firehose"
  metric_name         = "KinesisMillisBehindLatest"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  threshold           = 86400000
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.alarm_topic_arn]

  dimensions = {
    DeliveryStreamName = aws_kinesis_firehose_delivery_stream.records.name
  }
}

resource "aws_cloudwatch_metric_alarm" "not_delivered" {
  alarm_name          = "${var.project_name}-stream-not-delivered"
  alarm_description   = "Records of the stream did not reach the bucket within an hour."
  namespace           = "AWS/Firehose"
  metric_name         = "DeliveryToS3.DataFreshness"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  threshold           = 3600
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.alarm_topic_arn]

  dimensions = {
    DeliveryStreamName = aws_kinesis_firehose_delivery_stream.records.name
  }
}

# --- Role --------------------------------------------------------------------------------------------------------------

data "aws_iam_policy_document" "assume" {
  statement {
    sid     = "FirehoseMayAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["firehose.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.aws_account_id]
    }
  }
}

resource "aws_iam_role" "delivery" {
  name               = "${var.project_name}-stream-delivery"
  description        = "Moves records from the stream to the raw data"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy" "delivery" {
  name   = "deliver"
  role   = aws_iam_role.delivery.id
  policy = data.aws_iam_policy_document.delivery.json
}

data "aws_iam_policy_document" "delivery" {
  statement {
    sid       = "ReadStream"
    actions   = ["kinesis:DescribeStream", "kinesis:GetShardIterator", "kinesis:GetRecords", "kinesis:ListShards"]
    resources = [aws_kinesis_stream.records.arn]
  }

  statement {
    sid       = "ListRawData"
    actions   = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"]
    resources = ["arn:aws:s3:::${var.raw_data_bucket}"]
  }

  statement {
    sid     = "WriteRawData"
    actions = ["s3:PutObject", "s3:AbortMultipartUpload"]
    resources = [
      "arn:aws:s3:::${var.raw_data_bucket}/incoming/stream/*",
      "arn:aws:s3:::${var.raw_data_bucket}/undelivered/*",
    ]
  }

  statement {
    sid       = "UseDataKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [local.data_key_arn]
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.delivery.arn}:*"]
  }
}

output "stream_name" {
  description = "Put records here: each is a JSON object and a line end."
  value       = aws_kinesis_stream.records.name
}
