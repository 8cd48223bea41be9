# Exercise 2: DataBrew profiles the table of the pipeline each week, and shows its lineage from the catalog to the profile.

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

# The AWS provider has no resources for DataBrew, so a CloudFormation stack makes them.
resource "aws_cloudformation_stack" "profile" {
  name         = "${var.project_name}-profile"
  iam_role_arn = aws_iam_role.deployment.arn

  template_body = jsonencode({
    AWSTemplateFormatVersion = "2010-09-09"
    Description              = "Profile of ${var.table_name}"
    Resources = {
      # DataBrew draws the lineage of a dataset: the table it reads, the jobs that use it, and what they write.
      Dataset = {
        Type = "AWS::DataBrew::Dataset"
        Properties = {
          Name = "${var.project_name}-${var.table_name}"
          Input = {
            DataCatalogInputDefinition = {
              CatalogId    = var.aws_account_id
              DatabaseName = var.catalog_database
              TableName    = var.table_name
            }
          }
        }
      }

      Checks = {
        Type = "AWS::DataBrew::Ruleset"
        Properties = {
          Name      = "${var.project_name}-${var.table_name}"
          TargetArn = local.dataset_arn
          Rules = [
            {
              Name            = "Every record has a key"
              CheckExpression = "AGG(MISSING_VALUES_COUNT) == :none"
              SubstitutionMap = [{ ValueReference = ":none", Value = "0" }]
              ColumnSelectors = [{ Name = var.key_column }]
            },
            {
              Name            = "No record is there twice"
              CheckExpression = "AGG(DUPLICATE_ROWS_COUNT) == :none"
              SubstitutionMap = [{ ValueReference = ":none", Value = "0" }]
            },
          ]
        }
        DependsOn = "Dataset"
      }

      Profile = {
        Type = "AWS::DataBrew::Job"
        Properties = {
          Name             = "${var.project_name}-profile"
          Type             = "PROFILE"
          DatasetName      = { Ref = "Dataset" }
          RoleArn          = aws_iam_role.profile.arn
          EncryptionMode   = "SSE-KMS"
          EncryptionKeyArn = local.data_key_arn
          LogSubscription  = "ENABLE"
          MaxCapacity      = 5
          MaxRetries       = 1
          Timeout          = 120
          JobSample        = { Mode = "FULL_DATASET" }
          # Beside tables/, never below it: the crawler would catalogue the profiles as data.
          OutputLocation = { Bucket = var.processed_data_bucket, Key = "profiles/" }
          ProfileConfiguration = {
            EntityDetectorConfiguration = {
              EntityTypes = ["PERSON_NAME", "EMAIL", "PHONE_NUMBER", "CREDIT_CARD", "BANK_ACCOUNT", "IP_ADDRESS"]
            }
          }
          ValidationConfigurations = [{ RulesetArn = local.checks_arn, ValidationMode = "CHECK_ALL" }]
        }
        DependsOn = "Checks"
      }

      Weekly = {
        Type = "AWS::DataBrew::Schedule"
        Properties = {
          Name           = "${var.project_name}-profile"
          JobNames       = [{ Ref = "Profile" }]
          CronExpression = "Cron(0 6 ? * MON *)"
        }
      }
    }
  })

  depends_on = [aws_iam_role_policy.profile, aws_iam_role_policy.deployment]
}

locals {
  databrew     = "arn:aws:databrew:${var.aws_region}:${var.aws_account_id}"
  dataset_arn  = "${local.databrew}:dataset/${var.project_name}-${var.table_name}"
  checks_arn   = "${local.databrew}:ruleset/${var.project_name}-${var.table_name}"
  glue         = "arn:aws:glue:${var.aws_region}:${var.aws_account_id}"
  data         = "arn:aws:s3:::${var.processed_data_bucket}"
  data_key_arn = "arn:aws:kms:${var.aws_region}:${var.aws_account_id}:key/${var.data_key_id}"
}

# --- Roles -------------------------------------------------------------------------------------------------------------

data "aws_iam_policy_document" "assume" {
  for_each = toset(["databrew", "cloudformation"])

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

resource "aws_iam_role" "profile" {
  name               = "${var.project_name}-profile"
  description        = "Reads the table and writes its profile"
  assume_role_policy = data.aws_iam_policy_document.assume["databrew"].json
}

resource "aws_iam_role_policy" "profile" {
  name   = "profile"
  role   = aws_iam_role.profile.id
  policy = data.aws_iam_policy_document.profile.json
}

data "aws_iam_policy_document" "profile" {
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
    sid       = "WriteProfile"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${local.data}/profiles/*"]
  }

  statement {
    sid       = "UseDataKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [local.data_key_arn]
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:aws:logs:${var.aws_region}:${var.aws_account_id}:log-group:/aws-glue-databrew/*"]
  }
}

# CloudFormation makes the resources of DataBrew with this role, and hands over the role above to DataBrew alone.
resource "aws_iam_role" "deployment" {
  name               = "${var.project_name}-profile-deployment"
  description        = "Makes the resources of DataBrew"
  assume_role_policy = data.aws_iam_policy_document.assume["cloudformation"].json
}

resource "aws_iam_role_policy" "deployment" {
  name = "deploy"
  role = aws_iam_role.deployment.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "ManageProfile"
        Effect = "Allow"
        Action = [
          "databrew:CreateDataset", "databrew:DescribeDataset", "databrew:UpdateDataset", "databrew:DeleteDataset",
          "databrew:CreateRuleset", "databrew:DescribeRuleset", "databrew:UpdateRuleset", "databrew:DeleteRuleset",
          "databrew:CreateProfileJob", "databrew:DescribeJob", "databrew:UpdateProfileJob", "databrew:DeleteJob",
          "databrew:CreateSchedule", "databrew:DescribeSchedule", "databrew:UpdateSchedule", "databrew:DeleteSchedule",
          "databrew:TagResource", "databrew:UntagResource", "databrew:ListTagsForResource",
        ]
        Resource = [
          local.dataset_arn,
          local.checks_arn,
          "${local.databrew}:job/${var.project_name}-profile",
          "${local.databrew}:schedule/${var.project_name}-profile",
        ]
      },
      {
        Sid       = "HandOverRole"
        Effect    = "Allow"
        Action    = ["iam:PassRole"]
        Resource  = aws_iam_role.profile.arn
        Condition = { StringEquals = { "iam:PassedToService" = "databrew.amazonaws.com" } }
      },
    ]
  })
}

output "profile_location" {
  description = "Where the profiles are."
  value       = "s3://${var.processed_data_bucket}/profiles/"
}
