# --- On the way in: each new audit log gets the column `customer` -------------------------------------------------------

resource "aws_cloudwatch_event_rule" "written" {
  name        = "${var.name}-written"
  description = "An audit log of a customer was written"

  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created"]
    detail = {
      bucket = { name = [var.source_bucket] }
      object = { key = [{ suffix = ".csv" }] }
    }
  })
}

resource "aws_cloudwatch_event_target" "written" {
  rule = aws_cloudwatch_event_rule.written.name
  arn  = aws_lambda_function.writer.arn

  # Events that Lambda does not take at all.
  dead_letter_config {
    arn = aws_sqs_queue.failed.arn
  }
}

resource "aws_lambda_permission" "written" {
  statement_id   = "AuditLogWritten"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.writer.function_name
  principal      = "events.amazonaws.com"
  source_arn     = aws_cloudwatch_event_rule.written.arn
  source_account = local.account_id
}

resource "aws_lambda_function" "writer" {
  filename         = "${path.module}/lambda/lambda_function.zip" # of lambda/build.sh
  source_code_hash = filebase64sha256("${path.module}/lambda/lambda_function.py")
  function_name    = "${var.name}-writer"
  description      = "Adds the customer to an audit log and writes it to the central bucket"
  role             = aws_iam_role.this["writer"].arn
  handler          = "lambda_function.lambda_handler"
  runtime          = "python3.13"
  architectures    = ["arm64"]
  timeout          = 900
  memory_size      = 512
  kms_key_arn      = aws_kms_key.logs.arn

  environment {
    variables = {
      ACCESS_POINT  = aws_s3_access_point.logs.arn
      SOURCE_BUCKET = var.source_bucket
      CSV_PREFIX    = local.csv_prefix
    }
  }

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.writer.name
  }

  depends_on = [aws_iam_role_policy.writer]
}

# What fails twice more is kept: its event names the audit log, which is still in the source bucket.
resource "aws_lambda_function_event_invoke_config" "writer" {
  function_name          = aws_lambda_function.writer.function_name
  maximum_retry_attempts = 2

  destination_config {
    on_failure {
      destination = aws_sqs_queue.failed.arn
    }
  }

  depends_on = [aws_iam_role_policy.writer]
}

resource "aws_sqs_queue" "failed" {
  name                              = "${var.name}-failed"
  message_retention_seconds         = 1209600
  kms_master_key_id                 = aws_kms_key.logs.arn
  kms_data_key_reuse_period_seconds = 300
}

resource "aws_sqs_queue_policy" "failed" {
  queue_url = aws_sqs_queue.failed.id
  policy    = data.aws_iam_policy_document.failed.json
}

resource "aws_cloudwatch_log_group" "writer" {
  name              = "/aws/lambda/${var.name}-writer"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.logs.arn
}
