terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

resource "aws_glue_data_quality_ruleset" "records" {
  name = "records"

  # A share of empty keys passes, an empty table passes, and nothing notices a day without records.
  ruleset = <<-DQDL
    Rules = [
      Completeness "id" > 0.8,
      RowCount >= 0
    ]
  DQDL

  target_table {
    database_name = "batch_pipeline_processed"
    table_name    = "records"
  }
}

# Checks for no table: nothing evaluates them.
resource "aws_glue_data_quality_ruleset" "orders" {
  name = "orders"

  ruleset = <<-DQDL
    Rules = [
      IsComplete "id",
      IsUnique "id",
      RowCount > 0,
      CustomSql "select count(*) from primary where ingested_on = current_date" > 0
    ]
  DQDL
}

resource "aws_scheduler_schedule" "evaluation" {
  name                = "data-quality"
  schedule_expression = "cron(30 5 * * ? *)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:scheduler:::aws-sdk:glue:startDataQualityRulesetEvaluationRun"
    role_arn = aws_iam_role.scheduler.arn

    input = jsonencode({
      # The table had another name when this was written.
      DataSource   = { GlueTable = { DatabaseName = "batch_pipeline_processed", TableName = "orders" } }
      Role         = aws_iam_role.evaluation.arn
      RulesetNames = [aws_glue_data_quality_ruleset.records.name]
      AdditionalRunOptions = {
        CloudWatchMetricsEnabled = true
        ResultsS3Prefix          = "s3://batch-pipeline-processed-data/tables/quality-results/"
      }
    })
  }
}

# Hears of checks that succeed, and tells a topic that is not encrypted.
resource "aws_cloudwatch_event_rule" "evaluated" {
  name = "data-quality-evaluated"

  event_pattern = jsonencode({
    source      = ["aws.glue-dataquality"]
    detail-type = ["Data Quality Evaluation Results Available"]
    detail = {
      state        = ["SUCCEEDED"]
      rulesetNames = [aws_glue_data_quality_ruleset.records.name]
    }
  })
}

resource "aws_cloudwatch_event_target" "evaluated" {
  rule = aws_cloudwatch_event_rule.evaluated.name
  arn  = aws_sns_topic.quality.arn
}

resource "aws_sns_topic" "quality" {
  name = "data-quality"
}

resource "aws_iam_role" "scheduler" {
  name = "data-quality-schedule"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "scheduler.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "scheduler" {
  name = "start-evaluation"
  role = aws_iam_role.scheduler.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["glue:StartDataQualityRulesetEvaluationRun"], Resource = aws_glue_data_quality_ruleset.records.arn },
      { Effect = "Allow", Action = ["iam:PassRole"], Resource = "*" },
    ]
  })
}

resource "aws_iam_role" "evaluation" {
  name = "data-quality"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "evaluation" {
  name = "evaluate"
  role = aws_iam_role.evaluation.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["glue:*"], Resource = "*" },
      { Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "arn:aws:s3:::batch-pipeline-processed-data/*" },
    ]
  })
}
