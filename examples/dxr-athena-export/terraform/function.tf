# --- The export: one page of metadata after the other, into one object a day -------------------------------------------

resource "aws_lambda_function" "export" {
  filename         = "${path.module}/lambda/lambda_function.zip" # of lambda/build.sh
  source_code_hash = filebase64sha256("${path.module}/lambda/lambda_function.py")
  function_name    = "export-jsonl-lambda"
  description      = "Writes the metadata of Data X-Ray to S3 as JSON lines"
  role             = aws_iam_role.lambda.arn
  handler          = "lambda_function.lambda_handler"
  runtime          = "python3.13"
  architectures    = ["arm64"]
  timeout          = 900
  memory_size      = 512
  kms_key_arn      = aws_kms_key.export.arn

  # Two exports at once would write the same object.
  reserved_concurrent_executions = 1

  environment {
    variables = {
      EXPORT_BUCKET = aws_s3_bucket.export.bucket
      EXPORT_PREFIX = local.export_prefix
      API_PATH      = var.api_path
      PAGE_SIZE     = var.page_size
    }
  }

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.lambda.name
  }

  depends_on = [aws_iam_role_policy.lambda]
}

# Whoever does not wait for the answer (`--invocation-type Event`) has it tried once more. There is no queue for events that failed: they
# hold the access token. Nothing is lost: the next run exports everything.
resource "aws_lambda_function_event_invoke_config" "export" {
  function_name                = aws_lambda_function.export.function_name
  maximum_retry_attempts       = 1
  maximum_event_age_in_seconds = 3600
}

resource "aws_cloudwatch_log_group" "lambda" {
  name              = "/aws/lambda/export-jsonl-lambda"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.export.arn
}
