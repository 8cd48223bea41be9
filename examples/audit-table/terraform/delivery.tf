# --- Stream -> Lambda -> Firehose ---------------------------------------------------------------------------------------

resource "aws_lambda_function" "stream_to_firehose" {
  filename         = "${path.module}/lambda/lambda_function.zip" # of lambda/build.sh
  source_code_hash = filebase64sha256("${path.module}/lambda/lambda_function.py")
  function_name    = "${var.name}-stream-to-firehose"
  description      = "Puts the changes of audited tables into the delivery stream"
  role             = aws_iam_role.this["function"].arn
  handler          = "lambda_function.lambda_handler"
  runtime          = "python3.13"
  architectures    = ["arm64"]
  timeout          = 60
  memory_size      = 256
  kms_key_arn      = aws_kms_key.audit.arn

  reserved_concurrent_executions = 20

  environment {
    variables = {
      DELIVERY_STREAM_NAME = aws_kinesis_firehose_delivery_stream.audit.name
    }
  }

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.this["function"].name
  }

  depends_on = [aws_iam_role_policy.function]
}

resource "aws_kinesis_firehose_delivery_stream" "audit" {
  name        = "${var.name}-records"
  destination = "extended_s3"

  server_side_encryption {
    enabled  = true
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = aws_kms_key.audit.arn
  }

  extended_s3_configuration {
    role_arn            = aws_iam_role.this["firehose"].arn
    bucket_arn          = aws_s3_bucket.audit.arn
    kms_key_arn         = aws_kms_key.audit.arn
    compression_format  = "GZIP"
    buffering_size      = 64
    buffering_interval  = 300
    prefix              = "day=!{timestamp:yyyy-MM-dd}/"
    error_output_prefix = "errors/!{firehose:error-output-type}/day=!{timestamp:yyyy-MM-dd}/"

    cloudwatch_logging_options {
      enabled         = true
      log_group_name  = aws_cloudwatch_log_group.this["firehose"].name
      log_stream_name = aws_cloudwatch_log_stream.firehose.name
    }
  }

  depends_on = [aws_iam_role_policy.firehose]
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = {
    function = "/aws/lambda/${var.name}-stream-to-firehose"
    firehose = "/aws/kinesisfirehose/${var.name}-records"
  }

  name              = each.value
  retention_in_days = 365
  kms_key_id        = aws_kms_key.audit.arn
}

resource "aws_cloudwatch_log_stream" "firehose" {
  name           = "delivery"
  log_group_name = aws_cloudwatch_log_group.this["firehose"].name
}

# --- When it does not work, somebody hears of it ------------------------------------------------------------------------

resource "aws_sns_topic" "alarms" {
  name              = "${var.name}-alarms"
  kms_master_key_id = aws_kms_key.audit.arn
}

resource "aws_sns_topic_subscription" "alarms" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

resource "aws_sns_topic_policy" "alarms" {
  arn    = aws_sns_topic.alarms.arn
  policy = data.aws_iam_policy_document.alarms.json
}

# The streams keep changes for a day: an alarm after an hour leaves time to repair.
resource "aws_cloudwatch_metric_alarm" "behind" {
  alarm_name          = "${var.name}-behind"
  alarm_description   = "The function is more than an hour behind the changes of the audited tables."
  namespace           = "AWS/Lambda"
  metric_name         = "IteratorAge"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  threshold           = 3600000
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]

  dimensions = {
    FunctionName = aws_lambda_function.stream_to_firehose.function_name
  }
}

# Firehose tries for a day to write into the archive, and drops what it could not write.
resource "aws_cloudwatch_metric_alarm" "undelivered" {
  alarm_name          = "${var.name}-undelivered"
  alarm_description   = "Audit records have waited more than half an hour for their archive."
  namespace           = "AWS/Firehose"
  metric_name         = "DeliveryToS3.DataFreshness"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  threshold           = 1800
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]

  dimensions = {
    DeliveryStreamName = aws_kinesis_firehose_delivery_stream.audit.name
  }
}

# A batch that arrives here could not be recorded, however often it was tried.
resource "aws_s3_bucket_notification" "failed" {
  bucket = aws_s3_bucket.failed.id

  topic {
    topic_arn = aws_sns_topic.alarms.arn
    events    = ["s3:ObjectCreated:*"]
  }

  depends_on = [aws_sns_topic_policy.alarms]
}
