# --- Roles -------------------------------------------------------------------------------------------------------------

data "aws_iam_policy_document" "lambda_assume_role" {
  statement {
    sid     = "LambdaMayAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "glue_assume_role" {
  statement {
    sid     = "GlueMayAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["glue.amazonaws.com"]
    }

    # Glue of another account can't be talked into using this role.
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.aws_account_id]
    }
  }
}

resource "aws_iam_role" "lambda_role" {
  name               = "${var.project_name}-data-processor"
  description        = "Starts the ETL job for new raw data"
  assume_role_policy = data.aws_iam_policy_document.lambda_assume_role.json
}

resource "aws_iam_role" "monitor_role" {
  name               = "${var.project_name}-job-monitor"
  description        = "Reports failed ETL jobs"
  assume_role_policy = data.aws_iam_policy_document.lambda_assume_role.json
}

resource "aws_iam_role" "glue_role" {
  name               = "${var.project_name}-etl-job"
  description        = "Reads raw data, writes processed data"
  assume_role_policy = data.aws_iam_policy_document.glue_assume_role.json
}

resource "aws_iam_role" "crawler_role" {
  name               = "${var.project_name}-crawler"
  description        = "Catalogues processed data"
  assume_role_policy = data.aws_iam_policy_document.glue_assume_role.json
}

# --- What the roles may do: nothing but named actions on named resources -----------------------------------------------

resource "aws_iam_role_policy" "lambda_policy" {
  name = "data-processor"
  role = aws_iam_role.lambda_role.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "StartJob"
        Effect   = "Allow"
        Action   = ["glue:StartJobRun"]
        Resource = aws_glue_job.etl_job.arn
      },
      {
        Sid      = "ReadObjectMetadata"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectTagging"]
        Resource = "${aws_s3_bucket.raw_data.arn}/incoming/*"
      },
      {
        Sid      = "UseDataKey"
        Effect   = "Allow"
        Action   = ["kms:Decrypt"]
        Resource = aws_kms_key.data_key.arn
      },
      {
        Sid      = "KeepFailedEvents"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage"]
        Resource = aws_sqs_queue.dead_letter.arn
      },
      {
        Sid      = "EncryptFailedEvents"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.logs_key.arn
      },
      {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.data_processor.arn}:*"
      },
    ]
  })
}

data "aws_iam_policy_document" "monitor" {
  statement {
    sid       = "Notify"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alarms.arn]
  }

  statement {
    sid       = "ReadJobRun"
    actions   = ["glue:GetJobRun"]
    resources = [aws_glue_job.etl_job.arn]
  }

  statement {
    sid       = "KeepFailedEvents"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.dead_letter.arn]
  }

  statement {
    sid       = "DecryptEnvironment"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.data_key.arn]
  }

  statement {
    sid       = "EncryptNotificationsAndFailedEvents"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.logs_key.arn]
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.job_monitor.arn}:*"]
  }
}

resource "aws_iam_role_policy" "monitor_policy" {
  name   = "job-monitor"
  role   = aws_iam_role.monitor_role.id
  policy = data.aws_iam_policy_document.monitor.json
}

resource "aws_iam_role_policy" "glue_policy" {
  name = "etl-job"
  role = aws_iam_role.glue_role.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "ListBuckets"
        Effect = "Allow"
        Action = ["s3:GetBucketLocation", "s3:ListBucket"]
        Resource = [
          aws_s3_bucket.raw_data.arn,
          aws_s3_bucket.processed_data.arn,
          aws_s3_bucket.scripts.arn,
          aws_s3_bucket.temp.arn,
        ]
      },
      {
        Sid    = "ReadInput"
        Effect = "Allow"
        Action = ["s3:GetObject"]
        Resource = [
          "${aws_s3_bucket.raw_data.arn}/incoming/*",
          "${aws_s3_bucket.scripts.arn}/etl_script.py",
        ]
      },
      {
        Sid    = "WriteOutput"
        Effect = "Allow"
        Action = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
        Resource = [
          "${aws_s3_bucket.processed_data.arn}/tables/*",
          "${aws_s3_bucket.temp.arn}/temp/*",
        ]
      },
      {
        Sid      = "UseDataKey"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.data_key.arn
      },
      {
        Sid    = "WriteLogs"
        Effect = "Allow"
        Action = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:AssociateKmsKey"]
        # With a security configuration, Glue makes log groups of its own under this prefix and sets their key.
        Resource = "arn:aws:logs:${var.aws_region}:${aws_glue_catalog_database.catalog.catalog_id}:log-group:/aws-glue/jobs/*"
      },
    ]
  })
}

# The crawler may write the tables of its own database, in a catalog whose ARNs carry the account id.
data "aws_iam_policy_document" "crawler" {
  statement {
    sid       = "ListProcessedData"
    actions   = ["s3:GetBucketLocation", "s3:ListBucket"]
    resources = [aws_s3_bucket.processed_data.arn]
  }

  statement {
    sid       = "ReadProcessedData"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.processed_data.arn}/tables/*"]
  }

  statement {
    sid       = "UseDataKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.data_key.arn]
  }

  statement {
    sid = "WriteCatalog"
    actions = [
      "glue:GetDatabase",
      "glue:GetTable",
      "glue:GetTables",
      "glue:CreateTable",
      "glue:UpdateTable",
      "glue:GetPartition",
      "glue:BatchGetPartition",
      "glue:BatchCreatePartition",
      "glue:BatchUpdatePartition",
    ]
    resources = [
      aws_glue_catalog_database.catalog.arn,
      "arn:aws:glue:${var.aws_region}:${aws_glue_catalog_database.catalog.catalog_id}:catalog",
      "arn:aws:glue:${var.aws_region}:${aws_glue_catalog_database.catalog.catalog_id}:table/${aws_glue_catalog_database.catalog.name}/*",
    ]
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:AssociateKmsKey"]
    resources = ["arn:aws:logs:${var.aws_region}:${aws_glue_catalog_database.catalog.catalog_id}:log-group:/aws-glue/crawlers*"]
  }
}

resource "aws_iam_role_policy" "crawler_policy" {
  name   = "crawler"
  role   = aws_iam_role.crawler_role.id
  policy = data.aws_iam_policy_document.crawler.json
}

# X-Ray knows no resource-level permissions, so AWS's own policy is attached instead of a wildcard of ours.
resource "aws_iam_role_policy_attachment" "tracing" {
  for_each = {
    data_processor = aws_iam_role.lambda_role.name
    job_monitor    = aws_iam_role.monitor_role.name
  }

  role       = each.value
  policy_arn = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess"
}

# The same holds for cloudwatch:PutMetricData, but its namespace can be restricted.
data "aws_iam_policy_document" "glue_metrics" {
  statement {
    sid       = "PutGlueMetrics"
    actions   = ["cloudwatch:PutMetricData"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "cloudwatch:namespace"
      values   = ["Glue"]
    }
  }
}

resource "aws_iam_policy" "glue_metrics" {
  name        = "${var.project_name}-glue-metrics"
  description = "Metrics of Glue jobs"
  policy      = data.aws_iam_policy_document.glue_metrics.json
}

resource "aws_iam_role_policy_attachment" "glue_metrics" {
  role       = aws_iam_role.glue_role.name
  policy_arn = aws_iam_policy.glue_metrics.arn
}

# --- Resource policies -------------------------------------------------------------------------------------------------

# In a key policy, "*" as a resource means this key. The account's root stands for "decided by IAM policies", as above.
data "aws_iam_policy_document" "data_key" {
  statement {
    sid       = "AdministeredByThisAccount"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${var.aws_account_id}:root"]
    }
  }
}

data "aws_iam_policy_document" "logs_key" {
  source_policy_documents = [data.aws_iam_policy_document.data_key.json]

  statement {
    sid       = "CloudWatchLogs"
    actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${var.aws_region}.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:aws:logs:${var.aws_region}:${var.aws_account_id}:log-group:*"]
    }
  }

  statement {
    sid       = "AlarmsAndEvents"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.aws_account_id]
    }
  }
}

data "aws_iam_policy_document" "bucket" {
  for_each = local.buckets

  statement {
    sid       = "DenyInsecureTransport"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [each.value.arn, "${each.value.arn}/*"]

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

  # Uploads may leave the encryption to the bucket's default; what they must not do is to ask for a weaker one.
  statement {
    sid       = "DenyOtherEncryption"
    effect    = "Deny"
    actions   = ["s3:PutObject"]
    resources = ["${each.value.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "StringNotEquals"
      variable = "s3:x-amz-server-side-encryption"
      values   = ["aws:kms"]
    }

    condition {
      test     = "Null"
      variable = "s3:x-amz-server-side-encryption"
      values   = ["false"]
    }
  }
}

data "aws_iam_policy_document" "dead_letter" {
  statement {
    sid       = "UndeliveredEvents"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.dead_letter.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudwatch_event_rule.job_failed.arn]
    }
  }

  statement {
    sid       = "DenyInsecureTransport"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.dead_letter.arn]

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

data "aws_iam_policy_document" "alarms" {
  statement {
    sid       = "AlarmsOfThisAccount"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alarms.arn]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.aws_account_id]
    }
  }

  statement {
    sid       = "DenyInsecureTransport"
    effect    = "Deny"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alarms.arn]

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
