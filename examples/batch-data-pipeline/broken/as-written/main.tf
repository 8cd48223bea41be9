terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

variable "project_name" {
  description = "Prefix of every name."
  type        = string
  default     = "batch-pipeline"
}

resource "aws_s3_bucket" "raw_data" {
  bucket = "${var.project_name}-raw-data"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "raw_data" {
  bucket = aws_s3_bucket.raw_data.id
  rule {
    apply_server_side_encryption_by_default {
      kms_master_key_id = aws_kms_key.data_key.arn
      sse_algorithm     = "aws:kms"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "raw_data" {
  bucket = aws_s3_bucket.raw_data.id
  rule {
    id     = "data_retention"
    status = "Enabled"

    filter {}

    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }

    transition {
      days          = 90
      storage_class = "GLACIER"
    }
  }
}

resource "aws_lambda_function" "data_processor" {
  filename      = "data_processor.zip"
  function_name = "${var.project_name}-data-processor"
  role          = aws_iam_role.lambda_role.arn
  handler       = "index.handler"
  runtime       = "python3.9"

  environment {
    variables = {
      GLUE_JOB_NAME = aws_glue_job.etl_job.name
      KMS_KEY_ID    = aws_kms_key.data_key.arn
    }
  }
}

resource "aws_glue_job" "etl_job" {
  name         = "${var.project_name}-etl-job"
  role_arn     = aws_iam_role.glue_role.arn
  glue_version = "3.0"

  command {
    script_location = "s3://${aws_s3_bucket.scripts.bucket}/etl_script.py"
    python_version  = "3"
  }

  default_arguments = {
    "--enable-metrics"                   = ""
    "--enable-continuous-cloudwatch-log" = "true"
    "--job-language"                     = "python"
    "--TempDir"                          = "s3://${aws_s3_bucket.temp.bucket}/temp/"
  }

  security_configuration = aws_glue_security_configuration.etl_security.name
}

# Only what is written to S3 is encrypted: logs and bookmarks are not.
resource "aws_glue_security_configuration" "etl_security" {
  name = "etl-security"

  encryption_configuration {
    s3_encryption {
      s3_encryption_mode = "SSE-KMS"
      kms_key_arn        = aws_kms_key.data_key.arn
    }

    cloudwatch_encryption {
      cloudwatch_encryption_mode = "DISABLED"
    }

    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "DISABLED"
    }
  }
}

resource "aws_s3_bucket" "scripts" {
  bucket = "${var.project_name}-scripts"
}

resource "aws_s3_bucket" "temp" {
  bucket = "${var.project_name}-temp"
}

resource "aws_kms_key" "data_key" {
  description = "Data of the pipeline"
}

resource "aws_iam_role" "lambda_role" {
  name = "data-processor"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role" "glue_role" {
  name = "etl-job"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "glue_policy" {
  name = "etl-job"
  role = aws_iam_role.glue_role.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }]
  })
}

resource "aws_cloudwatch_log_group" "data_processor" {
  name = "/aws/lambda/${var.project_name}-data-processor"
}

resource "aws_cloudwatch_metric_alarm" "failed_tasks" {
  alarm_name          = "${var.project_name}-failed-tasks"
  namespace           = "Glue"
  metric_name         = "glue.driver.aggregate.numFailedTasks"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 2
  threshold           = 5
  comparison_operator = "GreaterThanThreshold"
}
