# --- Roles: what reads, what writes, each with the few actions it needs -------------------------------------------------

locals {
  services = {
    function = "lambda.amazonaws.com"
    firehose = "firehose.amazonaws.com"
    crawler  = "glue.amazonaws.com"
  }
}

data "aws_iam_policy_document" "assume" {
  for_each = local.services

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = [each.value]
    }

    # The service of another account can't be talked into using this role.
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

resource "aws_iam_role" "this" {
  for_each = local.services

  name               = "${var.name}-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.assume[each.key].json
}

# Instead of AmazonKinesisFirehoseFullAccess: one action on this delivery stream. What reads a table's stream is in the module.
data "aws_iam_policy_document" "function" {
  statement {
    sid       = "Deliver"
    actions   = ["firehose:PutRecordBatch"]
    resources = [aws_kinesis_firehose_delivery_stream.audit.arn]
  }

  statement {
    sid       = "KeepFailures"
    actions   = ["s3:ListBucket", "s3:PutObject"]
    resources = [aws_s3_bucket.failed.arn, "${aws_s3_bucket.failed.arn}/*"]
  }

  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.audit.arn]
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.this["function"].arn}:*"]
  }
}

resource "aws_iam_role_policy" "function" {
  name   = "deliver"
  role   = aws_iam_role.this["function"].id
  policy = data.aws_iam_policy_document.function.json
}

# X-Ray has no resource-level permissions.
resource "aws_iam_role_policy_attachment" "tracing" {
  role       = aws_iam_role.this["function"].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/AWSXRayDaemonWriteAccess"
}

data "aws_iam_policy_document" "firehose" {
  statement {
    sid       = "Archive"
    actions   = ["s3:AbortMultipartUpload", "s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:PutObject"]
    resources = [aws_s3_bucket.audit.arn, "${aws_s3_bucket.audit.arn}/*"]
  }

  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.audit.arn]
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.this["firehose"].arn}:*"]
  }
}

resource "aws_iam_role_policy" "firehose" {
  name   = "archive"
  role   = aws_iam_role.this["firehose"].id
  policy = data.aws_iam_policy_document.firehose.json
}

data "aws_iam_policy_document" "crawler" {
  statement {
    sid       = "ReadArchive"
    actions   = ["s3:GetBucketLocation", "s3:ListBucket", "s3:GetObject"]
    resources = [aws_s3_bucket.audit.arn, "${aws_s3_bucket.audit.arn}/day=*"]
  }

  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.audit.arn]
  }

  statement {
    sid = "KeepCatalog"
    actions = [
      "glue:GetDatabase", "glue:GetTable", "glue:GetTables", "glue:CreateTable", "glue:UpdateTable",
      "glue:GetPartition", "glue:GetPartitions", "glue:BatchGetPartition", "glue:BatchCreatePartition", "glue:UpdatePartition",
    ]
    resources = [
      "arn:${local.partition}:glue:${var.aws_region}:${local.account_id}:catalog",
      aws_glue_catalog_database.audit.arn,
      "arn:${local.partition}:glue:${var.aws_region}:${local.account_id}:table/${aws_glue_catalog_database.audit.name}/*",
    ]
  }

  statement {
    sid       = "FindSecurityConfiguration"
    actions   = ["glue:GetSecurityConfiguration"]
    resources = ["arn:${local.partition}:glue:${var.aws_region}:${local.account_id}:catalog"]
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:AssociateKmsKey"]
    resources = ["arn:${local.partition}:logs:${var.aws_region}:${local.account_id}:log-group:/aws-glue/crawlers*"]
  }
}

resource "aws_iam_role_policy" "crawler" {
  name   = "catalogue"
  role   = aws_iam_role.this["crawler"].id
  policy = data.aws_iam_policy_document.crawler.json
}

# --- Key and topic ------------------------------------------------------------------------------------------------------

data "aws_iam_policy_document" "key" {
  # In a key policy "*" is this key.
  statement {
    sid       = "AdministeredByIam"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }
  }

  statement {
    sid       = "LogGroupsMayEncrypt"
    actions   = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:DescribeKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${var.aws_region}.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:${local.partition}:logs:${var.aws_region}:${local.account_id}:log-group:*"]
    }
  }

  # Alarms, and the bucket for what failed, write to the encrypted topic.
  statement {
    sid       = "TopicMayBeWritten"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com", "s3.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
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
      identifiers = ["cloudwatch.amazonaws.com", "s3.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}
