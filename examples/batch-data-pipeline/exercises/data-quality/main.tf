# Exercise 1: the table of the pipeline is checked each day, and a failed check reaches people.

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

# --- The checks --------------------------------------------------------------------------------------------------------

resource "aws_glue_data_quality_ruleset" "records" {
  name        = "${var.project_name}-${var.table_name}"
  description = "What every record must be, and that there are new ones"

  ruleset = <<-DQDL
    Rules = [
      IsComplete "${var.key_column}",
      IsUnique "${var.key_column}",
      RowCount > 0,
      CustomSql "select count(*) from primary where ingested_on = current_date" > 0
    ]
  DQDL

  target_table {
    database_name = var.catalog_database
    table_name    = var.table_name
  }
}

# --- When they run -----------------------------------------------------------------------------------------------------

# EventBridge Scheduler calls Glue itself: no function is needed.
resource "aws_scheduler_schedule" "evaluation" {
  name                = "${var.project_name}-data-quality"
  description         = "Evaluates the data quality of ${var.table_name} each day"
  schedule_expression = "cron(30 5 * * ? *)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:scheduler:::aws-sdk:glue:startDataQualityRulesetEvaluationRun"
    role_arn = aws_iam_role.scheduler.arn

    input = jsonencode({
      DataSource   = { GlueTable = { DatabaseName = var.catalog_database, TableName = var.table_name } }
      Role         = aws_iam_role.evaluation.arn
      RulesetNames = [aws_glue_data_quality_ruleset.records.name]
      Timeout      = 60
      AdditionalRunOptions = {
        CloudWatchMetricsEnabled = true
        # Beside tables/, never below it: the crawler would catalogue the results as data.
        ResultsS3Prefix = "s3://${var.processed_data_bucket}/quality-results/"
      }
    })

    retry_policy {
      maximum_retry_attempts       = 3
      maximum_event_age_in_seconds = 3600
    }
  }
}

# --- Who hears of it ---------------------------------------------------------------------------------------------------

resource "aws_cloudwatch_event_rule" "failed" {
  name        = "${var.project_name}-data-quality-failed"
  description = "A data quality check failed"

  event_pattern = jsonencode({
    source      = ["aws.glue-dataquality"]
    detail-type = ["Data Quality Evaluation Results Available"]
    detail = {
      state        = ["FAILED"]
      rulesetNames = [aws_glue_data_quality_ruleset.records.name]
    }
  })
}

resource "aws_cloudwatch_event_target" "failed" {
  rule = aws_cloudwatch_event_rule.failed.name
  arn  = aws_sns_topic.quality.arn
}

# The pipeline's own topic takes messages from CloudWatch only, so this one is for EventBridge.
resource "aws_kms_key" "notifications" {
  description             = "${var.project_name} data quality notifications"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.notifications_key.json
}

data "aws_iam_policy_document" "notifications_key" {
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
    sid       = "Events"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.aws_account_id]
    }
  }
}

resource "aws_sns_topic" "quality" {
  name              = "${var.project_name}-data-quality"
  kms_master_key_id = aws_kms_key.notifications.arn
}

resource "aws_sns_topic_policy" "quality" {
  arn    = aws_sns_topic.quality.arn
  policy = data.aws_iam_policy_document.quality_topic.json
}

data "aws_iam_policy_document" "quality_topic" {
  statement {
    sid       = "FailedChecks"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.quality.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudwatch_event_rule.failed.arn]
    }
  }

  statement {
    sid       = "DenyInsecureTransport"
    effect    = "Deny"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.quality.arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sns_topic_subscription" "quality" {
  for_each = var.alarm_emails

  topic_arn = aws_sns_topic.quality.arn
  protocol  = "email"
  endpoint  = each.value
}

# --- Roles -------------------------------------------------------------------------------------------------------------

data "aws_iam_policy_document" "assume" {
  for_each = toset(["glue", "scheduler"])

  statement {
    sid     = "ServiceMayAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["${each.key}.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.aws_account_id]
    }
  }
}

resource "aws_iam_role" "scheduler" {
  name               = "${var.project_name}-data-quality-schedule"
  description        = "Starts the evaluation"
  assume_role_policy = data.aws_iam_policy_document.assume["scheduler"].json
}

resource "aws_iam_role_policy" "scheduler" {
  name = "start-evaluation"
  role = aws_iam_role.scheduler.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "StartEvaluation"
        Effect   = "Allow"
        Action   = ["glue:StartDataQualityRulesetEvaluationRun"]
        Resource = aws_glue_data_quality_ruleset.records.arn
      },
      {
        Sid       = "HandOverRole"
        Effect    = "Allow"
        Action    = ["iam:PassRole"]
        Resource  = aws_iam_role.evaluation.arn
        Condition = { StringEquals = { "iam:PassedToService" = "glue.amazonaws.com" } }
      },
    ]
  })
}

resource "aws_iam_role" "evaluation" {
  name               = "${var.project_name}-data-quality"
  description        = "Reads the table and writes the results of the checks"
  assume_role_policy = data.aws_iam_policy_document.assume["glue"].json
}

resource "aws_iam_role_policy" "evaluation" {
  name   = "evaluate"
  role   = aws_iam_role.evaluation.id
  policy = data.aws_iam_policy_document.evaluation.json
}

locals {
  glue         = "arn:aws:glue:${var.aws_region}:${var.aws_account_id}"
  data         = "arn:aws:s3:::${var.processed_data_bucket}"
  data_key_arn = "arn:aws:kms:${var.aws_region}:${var.aws_account_id}:key/${var.data_key_id}"
}

data "aws_iam_policy_document" "evaluation" {
  statement {
    sid     = "ReadCatalog"
    actions = ["glue:GetDatabase", "glue:GetTable", "glue:GetPartition", "glue:GetPartitions"]
    resources = [
      "${local.glue}:catalog",
      "${local.glue}:database/${var.catalog_database}",
      "${local.glue}:table/${var.catalog_database}/${var.table_name}",
    ]
  }

  statement {
    sid       = "ReadChecksAndPublishResults"
    actions   = ["glue:GetDataQualityRuleset", "glue:GetDataQualityRulesetEvaluationRun", "glue:PublishDataQuality"]
    resources = [aws_glue_data_quality_ruleset.records.arn]
  }

  statement {
    sid       = "ListData"
    actions   = ["s3:GetBucketLocation", "s3:ListBucket"]
    resources = [local.data]
  }

  statement {
    sid       = "ReadTable"
    actions   = ["s3:GetObject"]
    resources = ["${local.data}/tables/${var.table_name}/*"]
  }

  statement {
    sid       = "WriteResults"
    actions   = ["s3:PutObject"]
    resources = ["${local.data}/quality-results/*"]
  }

  statement {
    sid       = "UseDataKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [local.data_key_arn]
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:aws:logs:${var.aws_region}:${var.aws_account_id}:log-group:/aws-glue/*"]
  }
}

# cloudwatch:PutMetricData has no resources, but its namespace can be restricted.
data "aws_iam_policy_document" "metrics" {
  statement {
    sid       = "PutQualityMetrics"
    actions   = ["cloudwatch:PutMetricData"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "cloudwatch:namespace"
      values   = ["Glue Data Quality"]
    }
  }
}

resource "aws_iam_policy" "metrics" {
  name        = "${var.project_name}-data-quality-metrics"
  description = "Metrics of data quality checks"
  policy      = data.aws_iam_policy_document.metrics.json
}

resource "aws_iam_role_policy_attachment" "metrics" {
  role       = aws_iam_role.evaluation.name
  policy_arn = aws_iam_policy.metrics.arn
}

output "ruleset_name" {
  description = "The checks, for aws glue get-data-quality-ruleset."
  value       = aws_glue_data_quality_ruleset.records.name
}
