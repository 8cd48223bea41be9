# --- Processing trigger ------------------------------------------------------------------------------------------------

# Lambda function with proper IAM role
resource "aws_lambda_function" "data_processor" {
  filename         = "${path.module}/data_processor.zip" # src/build.sh makes it
  function_name    = "${var.project_name}-data-processor"
  role             = aws_iam_role.lambda_role.arn
  handler          = "index.handler"
  runtime          = "python3.13"
  architectures    = ["arm64"]
  timeout          = 30
  memory_size      = 256
  kms_key_arn      = aws_kms_key.data_key.arn
  source_code_hash = filebase64sha256("${path.module}/src/data_processor/index.py")

  # A flood of uploads must not take the account's whole concurrency.
  reserved_concurrent_executions = 10

  environment {
    variables = {
      GLUE_JOB_NAME = aws_glue_job.etl_job.name
      KMS_KEY_ID    = aws_kms_key.data_key.arn
      LOG_LEVEL     = var.log_level
    }
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.dead_letter.arn
  }

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format            = "JSON"
    log_group             = aws_cloudwatch_log_group.data_processor.name
    application_log_level = var.log_level
  }

  depends_on = [aws_iam_role_policy.lambda_policy]
}

resource "aws_lambda_permission" "raw_data" {
  statement_id   = "AllowRawDataBucket"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.data_processor.function_name
  principal      = "s3.amazonaws.com"
  source_arn     = aws_s3_bucket.raw_data.arn
  source_account = var.aws_account_id
}

# --- ETL ---------------------------------------------------------------------------------------------------------------

# Glue job with security configuration
resource "aws_glue_job" "etl_job" {
  name              = "${var.project_name}-etl-job"
  role_arn          = aws_iam_role.glue_role.arn
  glue_version      = "5.0"
  worker_type       = "G.1X"
  number_of_workers = 2
  timeout           = 60
  max_retries       = 1

  command {
    script_location = "s3://${aws_s3_bucket.scripts.bucket}/etl_script.py"
    python_version  = "3"
  }

  default_arguments = {
    "--enable-metrics"                   = ""
    "--enable-continuous-cloudwatch-log" = "true"
    "--continuous-log-logGroup"          = aws_cloudwatch_log_group.glue.name
    "--job-language"                     = "python"
    "--TempDir"                          = "s3://${aws_s3_bucket.temp.bucket}/temp/"
    "--output_path"                      = "s3://${aws_s3_bucket.processed_data.bucket}/tables/"
  }

  execution_property {
    max_concurrent_runs = 10
  }

  security_configuration = aws_glue_security_configuration.etl_security.name
}

resource "aws_glue_security_configuration" "etl_security" {
  name = "${var.project_name}-etl-security"

  encryption_configuration {
    s3_encryption {
      s3_encryption_mode = "SSE-KMS"
      kms_key_arn        = aws_kms_key.data_key.arn
    }

    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = aws_kms_key.logs_key.arn
    }

    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
      kms_key_arn                   = aws_kms_key.data_key.arn
    }
  }
}

# --- Data catalog ------------------------------------------------------------------------------------------------------

resource "aws_glue_catalog_database" "catalog" {
  name         = replace("${var.project_name}_processed", "-", "_")
  description  = "Processed data of ${var.project_name}"
  location_uri = "s3://${aws_s3_bucket.processed_data.bucket}/tables/"
}

resource "aws_glue_crawler" "processed_data" {
  name                   = "${var.project_name}-processed-data"
  description            = "Finds new tables and partitions once an hour"
  database_name          = aws_glue_catalog_database.catalog.name
  role                   = aws_iam_role.crawler_role.arn
  schedule               = "cron(15 * * * ? *)"
  security_configuration = aws_glue_security_configuration.etl_security.name

  s3_target {
    path = "s3://${aws_s3_bucket.processed_data.bucket}/tables/"
  }

  # Incremental crawls only ever add: a table is never dropped because a day without data looked empty.
  recrawl_policy {
    recrawl_behavior = "CRAWL_NEW_FOLDERS_ONLY"
  }

  schema_change_policy {
    delete_behavior = "LOG"
    update_behavior = "LOG"
  }
}

# --- Monitoring --------------------------------------------------------------------------------------------------------

resource "aws_cloudwatch_log_group" "data_processor" {
  name              = "/aws/lambda/${var.project_name}-data-processor"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.logs_key.arn
}

resource "aws_cloudwatch_log_group" "job_monitor" {
  name              = "/aws/lambda/${var.project_name}-job-monitor"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.logs_key.arn
}

resource "aws_cloudwatch_log_group" "glue" {
  name              = "/aws-glue/jobs/${var.project_name}-etl-job"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.logs_key.arn
}

# Tells people about jobs that ended badly.
resource "aws_lambda_function" "job_monitor" {
  filename         = "${path.module}/job_monitor.zip"
  function_name    = "${var.project_name}-job-monitor"
  role             = aws_iam_role.monitor_role.arn
  handler          = "index.handler"
  runtime          = "python3.13"
  architectures    = ["arm64"]
  timeout          = 30
  memory_size      = 256
  kms_key_arn      = aws_kms_key.data_key.arn
  source_code_hash = filebase64sha256("${path.module}/src/job_monitor/index.py")

  reserved_concurrent_executions = 2

  environment {
    variables = {
      TOPIC_ARN = aws_sns_topic.alarms.arn
      LOG_LEVEL = var.log_level
    }
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.dead_letter.arn
  }

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format            = "JSON"
    log_group             = aws_cloudwatch_log_group.job_monitor.name
    application_log_level = var.log_level
  }

  depends_on = [aws_iam_role_policy.monitor_policy]
}

resource "aws_cloudwatch_event_rule" "job_failed" {
  name        = "${var.project_name}-job-failed"
  description = "The ETL job failed, timed out or was stopped"

  event_pattern = jsonencode({
    source      = ["aws.glue"]
    detail-type = ["Glue Job State Change"]
    detail = {
      jobName = [aws_glue_job.etl_job.name]
      state   = ["FAILED", "TIMEOUT", "STOPPED"]
    }
  })
}

resource "aws_cloudwatch_event_target" "job_failed" {
  rule = aws_cloudwatch_event_rule.job_failed.name
  arn  = aws_lambda_function.job_monitor.arn

  dead_letter_config {
    arn = aws_sqs_queue.dead_letter.arn
  }
}

resource "aws_lambda_permission" "job_failed" {
  statement_id  = "AllowJobFailedRule"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.job_monitor.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.job_failed.arn
}

# Events that no function could handle.
resource "aws_sqs_queue" "dead_letter" {
  name                              = "${var.project_name}-dead-letter"
  message_retention_seconds         = 1209600
  kms_master_key_id                 = aws_kms_key.logs_key.arn
  kms_data_key_reuse_period_seconds = 300
}

resource "aws_sqs_queue_policy" "dead_letter" {
  queue_url = aws_sqs_queue.dead_letter.id
  policy    = data.aws_iam_policy_document.dead_letter.json
}

resource "aws_sns_topic" "alarms" {
  name              = "${var.project_name}-alarms"
  kms_master_key_id = aws_kms_key.logs_key.arn
}

resource "aws_sns_topic_policy" "alarms" {
  arn    = aws_sns_topic.alarms.arn
  policy = data.aws_iam_policy_document.alarms.json
}

resource "aws_sns_topic_subscription" "alarms" {
  for_each = var.alarm_emails

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.value
}

resource "aws_cloudwatch_metric_alarm" "function_errors" {
  for_each = local.functions

  alarm_name          = "${each.value.function_name}-errors"
  alarm_description   = "The function failed at least once within five minutes."
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  dimensions = {
    FunctionName = each.value.function_name
  }
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  alarm_name          = "${var.project_name}-dead-letters"
  alarm_description   = "Events wait in the dead-letter queue: raw data was not processed."
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
    QueueName = aws_sqs_queue.dead_letter.name
  }
}

resource "aws_cloudwatch_metric_alarm" "failed_tasks" {
  alarm_name          = "${var.project_name}-failed-tasks"
  alarm_description   = "Tasks of the ETL job failed; Spark retries them, but a rising number announces a failing job."
  namespace           = "Glue"
  metric_name         = "glue.driver.aggregate.numFailedTasks"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 2
  threshold           = 5
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]

  dimensions = {
    JobName  = aws_glue_job.etl_job.name
    JobRunId = "ALL"
    Type     = "count"
  }
}
