terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

variable "password" {
  type      = string
  sensitive = true
}


data "aws_iam_policy_document" "assume" {
  for_each = toset(["lambda", "glue", "redshift"])

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["${each.key}.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "this" {
  for_each = toset(["lambda", "glue", "redshift"])

  name               = "wau-audit-logs-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.assume[each.key].json
}

# "AmazonRedshiftAllCommandsFullAccess policy at a minimum. I need to take a closer look."
resource "aws_iam_role_policy_attachment" "this" {
  for_each = {
    glue     = "service-role/AWSGlueServiceRole"
    redshift = "AmazonRedshiftAllCommandsFullAccess"
  }

  role       = aws_iam_role.this[each.key].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.value}"
}

resource "aws_s3_bucket" "logs" {
  bucket = "sandbox-wau-audit-logs"
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = "*"
      Resource  = [aws_s3_bucket.logs.arn, "${aws_s3_bucket.logs.arn}/*"]
      Condition = {
        StringEquals = { "s3:DataAccessPointAccount" = data.aws_caller_identity.current.account_id }
      }
    }]
  })
}

resource "aws_s3_access_point" "logs" {
  name   = "sandbox-wau-audit-logs-access-point"
  bucket = aws_s3_bucket.logs.id
}

resource "aws_s3control_access_point_policy" "logs" {
  access_point_arn = aws_s3_access_point.logs.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.this["lambda"].arn }
      Action    = ["s3:GetObject", "s3:PutObject"]
      Resource  = [aws_s3_access_point.logs.arn, "${aws_s3_access_point.logs.arn}/object/*"]
    }]
  })
}

# "Currently, "*" is the only thing that seems to work."
resource "aws_iam_role_policy" "lambda" {
  role = aws_iam_role.this["lambda"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "*" },
      { Effect = "Allow", Action = "glue:StartJobRun", Resource = aws_glue_job.populate.arn },
    ]
  })
}

resource "aws_lambda_function" "invoke" {
  filename         = "lambda/lambda_function.zip"
  source_code_hash = "x"
  function_name    = "invoke-wau-audit-logs-glue-job"
  role             = aws_iam_role.this["lambda"].arn
  handler          = "lambda_function.lambda_handler"
  runtime          = "python3.13"
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "invoke-wau-audit-logs-glue-job"
  schedule_expression = "cron(0 0 ? * * *)"
}

resource "aws_cloudwatch_event_target" "nightly" {
  rule = aws_cloudwatch_event_rule.nightly.name
  arn  = aws_lambda_function.invoke.arn
}

resource "aws_redshiftserverless_namespace" "logs" {
  namespace_name      = "wau-audit-logs"
  db_name             = "dev"
  admin_username      = "admin"
  admin_user_password = var.password
  iam_roles           = [aws_iam_role.this["redshift"].arn]
}

resource "aws_glue_catalog_database" "logs" {
  name = "wau_audit_logs"
}

resource "aws_glue_connection" "redshift" {
  name = "redshift"

  connection_properties = {
    JDBC_CONNECTION_URL = "jdbc:redshift://wau-audit-logs.example.com:5439/dev"
    USERNAME            = "admin"
    PASSWORD            = var.password
  }
}

resource "aws_glue_crawler" "logs" {
  name          = "wau-audit-logs"
  database_name = aws_glue_catalog_database.logs.name
  role          = aws_iam_role.this["glue"].arn

  s3_target {
    path = "s3://${aws_s3_bucket.logs.bucket}/"
  }

  jdbc_target {
    connection_name = aws_glue_connection.redshift.name
    path            = "dev/public/wau_audit_logs"
  }
}

resource "aws_glue_job" "populate" {
  name         = "populate-redshift-wau-audit-logs"
  role_arn     = aws_iam_role.this["glue"].arn
  glue_version = "3.0"
  max_retries  = 1
  connections  = [aws_glue_connection.redshift.name]

  command {
    python_version  = "3"
    script_location = "s3://${aws_s3_bucket.logs.bucket}/populate_redshift.py"
  }

  execution_property {
    max_concurrent_runs = 3
  }

  default_arguments = {
    "--job-bookmark-option" = "job-bookmark-enable"
  }
}
