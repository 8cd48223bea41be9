# --- Provenance: a SHA-256 fingerprint for every file that arrives ------------------------------------------------------

resource "aws_lambda_function" "provenance" {
  filename         = "provenance.zip"
  function_name    = "${var.name}-provenance"
  description      = "Writes a record with the SHA-256 of each new file below incoming/"
  role             = aws_iam_role.provenance.arn
  handler          = "index.handler"
  runtime          = "python3.13"
  architectures    = ["arm64"]
  timeout          = 300
  memory_size      = 512
  kms_key_arn      = aws_kms_key.data.arn
  source_code_hash = filebase64sha256("${path.module}/src/provenance/index.py")

  reserved_concurrent_executions = 10

  environment {
    variables = {
      LOG_LEVEL         = var.log_level
      SOURCE_PREFIX     = "incoming/"
      PROVENANCE_PREFIX = "provenance/"
    }
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.failed.arn
  }

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.provenance.name
  }

  depends_on = [aws_iam_role_policy.provenance]
}

resource "aws_lambda_permission" "raw_data" {
  statement_id   = "AllowRawDataBucket"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.provenance.function_name
  principal      = "s3.amazonaws.com"
  source_arn     = module.bucket["raw-data"].arn
  source_account = var.aws_account_id
}

# Only incoming/: the records the function writes below provenance/ must not start it again.
resource "aws_s3_bucket_notification" "raw_data" {
  bucket = module.bucket["raw-data"].id

  lambda_function {
    id                  = "provenance"
    lambda_function_arn = aws_lambda_function.provenance.arn
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = "incoming/"
  }

  depends_on = [aws_lambda_permission.raw_data]
}

resource "aws_cloudwatch_log_group" "provenance" {
  name              = "/aws/lambda/${var.name}-provenance"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.data.arn
}

# Files whose fingerprint could not be taken.
resource "aws_sqs_queue" "failed" {
  name                      = "${var.name}-provenance-failed"
  message_retention_seconds = 1209600
  kms_master_key_id         = aws_kms_key.data.arn
}

resource "aws_cloudwatch_metric_alarm" "failed" {
  alarm_name          = "${var.name}-provenance-failed"
  alarm_description   = "A file arrived that has no provenance record."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]

  dimensions = {
    QueueName = aws_sqs_queue.failed.name
  }
}

resource "aws_sns_topic" "alarms" {
  name              = "${var.name}-alarms"
  kms_master_key_id = aws_kms_key.data.arn
}
