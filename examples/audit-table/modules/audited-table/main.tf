# A table, its stream, and what carries the stream's records to the function.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

locals {
  # DynamoDB wants exactly the attributes that are part of a key.
  key_attributes = compact([var.hash_key, var.range_key])
}

resource "aws_dynamodb_table" "this" {
  name                        = var.name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = var.hash_key
  range_key                   = var.range_key
  stream_enabled              = true
  stream_view_type            = var.stream_view_type
  deletion_protection_enabled = true

  dynamic "attribute" {
    for_each = local.key_attributes

    content {
      name = attribute.value
      type = "S"
    }
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = var.kms_key_arn
  }

  tags = {
    Audited = "true"
  }
}

resource "aws_lambda_event_source_mapping" "this" {
  event_source_arn                   = aws_dynamodb_table.this.stream_arn
  function_name                      = var.function_arn
  starting_position                  = "TRIM_HORIZON"
  batch_size                         = 100
  maximum_batching_window_in_seconds = 5
  parallelization_factor             = 2

  # One record that can't be delivered must not hold up, or take with it, the others.
  bisect_batch_on_function_error = true
  function_response_types        = ["ReportBatchItemFailures"]
  maximum_retry_attempts         = 10
  maximum_record_age_in_seconds  = 43200

  destination_config {
    on_failure {
      destination_arn = var.failure_queue_arn
    }
  }
}

# The stream keeps records for a day: an alarm after an hour leaves time to repair.
resource "aws_cloudwatch_metric_alarm" "behind" {
  alarm_name          = "${var.name}-audit-behind"
  alarm_description   = "Audit records of ${var.name} are more than an hour late."
  namespace           = "AWS/Lambda"
  metric_name         = "IteratorAge"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  threshold           = 3600000
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]

  dimensions = {
    FunctionName       = element(split(":", var.function_arn), 6)
    EventSourceMapping = aws_lambda_event_source_mapping.this.uuid
  }
}
