# --- Provenance: a SHA-256 receipt for every file that arrives ----------------------------------------------------------

resource "aws_lambda_function" "provenance" {
  filename         = "${path.module}/lambda/provenance.zip" # of lambda/build.sh
  source_code_hash = filebase64sha256("${path.module}/lambda/provenance.py")
  function_name    = "secure-provenance-lambda"
  description      = "Writes a receipt with the SHA-256 of each new file below incoming/"
  role             = aws_iam_role.provenance.arn
  handler          = "provenance.handler"
  runtime          = "python3.13"
  architectures    = ["arm64"]
  timeout          = 900
  memory_size      = 1769 # one whole processor: hashing takes nothing else
  kms_key_arn      = aws_kms_key.data.arn

  reserved_concurrent_executions = 10

  environment {
    variables = {
      LOG_LEVEL         = var.log_level
      SOURCE_PREFIX     = local.source_prefix
      PROVENANCE_PREFIX = local.receipt_prefix
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

# What fails is tried twice more, then kept in the queue of failures.
resource "aws_lambda_function_event_invoke_config" "provenance" {
  function_name                = aws_lambda_function.provenance.function_name
  maximum_retry_attempts       = 2
  maximum_event_age_in_seconds = 21600
}

resource "aws_lambda_permission" "raw_data" {
  statement_id   = "AllowRawDataBucket"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.provenance.function_name
  principal      = "s3.amazonaws.com"
  source_arn     = module.bucket["raw-data"].arn
  source_account = local.account_id
}

# Only incoming/: the receipts that the function writes below provenance/ must not start it again.
resource "aws_s3_bucket_notification" "raw_data" {
  bucket = module.bucket["raw-data"].id

  lambda_function {
    id                  = "provenance"
    lambda_function_arn = aws_lambda_function.provenance.arn
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = local.source_prefix
  }

  depends_on = [aws_lambda_permission.raw_data]
}

resource "aws_cloudwatch_log_group" "provenance" {
  name              = "/aws/lambda/secure-provenance-lambda"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.data.arn
}

# Files without a receipt.
resource "aws_sqs_queue" "failed" {
  name                      = "${var.name}-provenance-failed"
  message_retention_seconds = 1209600
  kms_master_key_id         = aws_kms_key.data.arn
}

resource "aws_cloudwatch_metric_alarm" "failed" {
  alarm_name          = "${var.name}-provenance-failed"
  alarm_description   = "A file arrived that has no receipt."
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
