locals {
  function_role = "${var.name}-provenance"
  receipts_arn  = "arn:${local.partition}:s3:::${var.name}-raw-data/${local.receipt_prefix}*"
}

# --- The function: reads what comes in, writes receipts, nothing else ---------------------------------------------------

data "aws_iam_policy_document" "assume" {
  for_each = { provenance = "lambda.amazonaws.com", trail = "cloudtrail.amazonaws.com" }

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = [each.value]
    }
  }
}

resource "aws_iam_role" "provenance" {
  name               = local.function_role
  description        = "Reads what arrives, writes receipts"
  assume_role_policy = data.aws_iam_policy_document.assume["provenance"].json
}

data "aws_iam_policy_document" "provenance" {
  statement {
    sid       = "ReadIncoming"
    actions   = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = ["${module.bucket["raw-data"].arn}/${local.source_prefix}*"]
  }

  statement {
    sid       = "WriteProvenance"
    actions   = ["s3:PutObject"]
    resources = ["${module.bucket["raw-data"].arn}/${local.receipt_prefix}*"]
  }

  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.data.arn]
  }

  statement {
    sid       = "KeepFailures"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.failed.arn]
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.provenance.arn}:*"]
  }
}

resource "aws_iam_role_policy" "provenance" {
  name   = "provenance"
  role   = aws_iam_role.provenance.id
  policy = data.aws_iam_policy_document.provenance.json
}

# X-Ray knows no resource-level permissions, so AWS's own policy is attached instead of a wildcard of ours.
resource "aws_iam_role_policy_attachment" "tracing" {
  role       = aws_iam_role.provenance.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/AWSXRayDaemonWriteAccess"
}

# --- Receipts: only the function writes them, nobody replaces or deletes them -------------------------------------------

data "aws_iam_policy_document" "receipts" {
  statement {
    sid       = "OnlyTheFunctionWritesReceipts"
    effect    = "Deny"
    actions   = ["s3:PutObject"]
    resources = [local.receipts_arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "ArnNotEquals"
      variable = "aws:PrincipalArn"
      values   = ["arn:${local.partition}:iam::${local.account_id}:role/${local.function_role}"]
    }
  }

  # The function writes with If-None-Match: where there is a receipt, S3 refuses a second one.
  statement {
    sid       = "NobodyReplacesReceipts"
    effect    = "Deny"
    actions   = ["s3:PutObject"]
    resources = [local.receipts_arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Null"
      variable = "s3:if-none-match"
      values   = ["true"]
    }
  }

  statement {
    sid       = "NobodyDeletesReceipts"
    effect    = "Deny"
    actions   = ["s3:DeleteObject", "s3:DeleteObjectVersion"]
    resources = [local.receipts_arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }

  # The bucket encrypts by itself. An upload may not ask for anything else.
  statement {
    sid       = "NoOtherEncryption"
    effect    = "Deny"
    actions   = ["s3:PutObject"]
    resources = ["arn:${local.partition}:s3:::${var.name}-raw-data/*"]

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

  statement {
    sid       = "NoOtherKey"
    effect    = "Deny"
    actions   = ["s3:PutObject"]
    resources = ["arn:${local.partition}:s3:::${var.name}-raw-data/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "ArnNotEquals"
      variable = "s3:x-amz-server-side-encryption-aws-kms-key-id"
      values   = [aws_kms_key.data.arn]
    }

    condition {
      test     = "Null"
      variable = "s3:x-amz-server-side-encryption-aws-kms-key-id"
      values   = ["false"]
    }
  }
}

# --- CloudTrail ---------------------------------------------------------------------------------------------------------

resource "aws_iam_role" "trail" {
  name               = "${var.name}-trail"
  description        = "Writes the events of the trail to its log group"
  assume_role_policy = data.aws_iam_policy_document.assume["trail"].json
}

resource "aws_iam_role_policy" "trail" {
  name = "write-logs"
  role = aws_iam_role.trail.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "WriteLogs"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "${aws_cloudwatch_log_group.trail.arn}:*"
    }]
  })
}

data "aws_iam_policy_document" "trail_delivery" {
  statement {
    sid       = "TrailMayCheck"
    actions   = ["s3:GetBucketAcl"]
    resources = ["arn:${local.partition}:s3:::${var.name}-cloudtrail-log"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [local.trail_arn]
    }
  }

  statement {
    sid       = "TrailMayWrite"
    actions   = ["s3:PutObject"]
    resources = ["arn:${local.partition}:s3:::${var.name}-cloudtrail-log/AWSLogs/${local.account_id}/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "s3:x-amz-acl"
      values   = ["bucket-owner-full-control"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [local.trail_arn]
    }
  }

  # Nobody rewrites history: not even administrators delete audit logs; the lifecycle does.
  statement {
    sid       = "NobodyDeletes"
    effect    = "Deny"
    actions   = ["s3:DeleteObject", "s3:DeleteObjectVersion"]
    resources = ["arn:${local.partition}:s3:::${var.name}-cloudtrail-log/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

# --- The key ------------------------------------------------------------------------------------------------------------

data "aws_iam_policy_document" "key" {
  statement {
    sid       = "AdministeredByThisAccount"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }
  }

  statement {
    sid       = "TrailMayEncrypt"
    actions   = ["kms:GenerateDataKey*", "kms:DescribeKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [local.trail_arn]
    }
  }

  statement {
    sid       = "LogGroupsMayEncrypt"
    actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"]
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

  statement {
    sid       = "AlarmsMayEncrypt"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}
