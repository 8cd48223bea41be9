# --- Roles: each with the few actions it needs --------------------------------------------------------------------------

locals {
  roles = {
    writer   = { description = "Adds the customer to audit logs", services = ["lambda.amazonaws.com"] }
    crawler  = { description = "Catalogues audit logs", services = ["glue.amazonaws.com"] }
    job      = { description = "Loads audit logs into Redshift", services = ["glue.amazonaws.com"] }
    redshift = { description = "Copies what the job wrote", services = ["redshift-serverless.amazonaws.com", "redshift.amazonaws.com"] }
  }
  glue_arn = "arn:${local.partition}:glue:${var.aws_region}:${local.account_id}"
}

data "aws_iam_policy_document" "assume_role" {
  for_each = local.roles

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = each.value.services
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
  for_each = local.roles

  name               = "${var.name}-${each.key}"
  description        = each.value.description
  assume_role_policy = data.aws_iam_policy_document.assume_role[each.key].json
}

# --- The writer ---------------------------------------------------------------------------------------------------------

data "aws_iam_policy_document" "writer" {
  statement {
    sid       = "ReadAuditLogs"
    actions   = ["s3:GetObject"]
    resources = ["arn:${local.partition}:s3:::${var.source_bucket}/*"]
  }

  # Objects of an access point have `/object/` between its ARN and their key. Its ARN alone is the access point, not what is in it.
  statement {
    sid       = "WriteThroughAccessPoint"
    actions   = ["s3:PutObject", "s3:AbortMultipartUpload"]
    resources = ["${aws_s3_access_point.logs.arn}/object/${local.csv_prefix}*"]
  }

  # Completing an upload in parts takes kms:Decrypt.
  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.logs.arn]
  }

  dynamic "statement" {
    for_each = var.source_key_arn == null ? [] : [var.source_key_arn]

    content {
      sid       = "UseSourceKey"
      actions   = ["kms:Decrypt"]
      resources = [statement.value]
    }
  }

  statement {
    sid       = "KeepFailures"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.failed.arn]
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.writer.arn}:*"]
  }
}

resource "aws_iam_role_policy" "writer" {
  name   = "write"
  role   = aws_iam_role.this["writer"].id
  policy = data.aws_iam_policy_document.writer.json
}

# X-Ray has no resource-level permissions.
resource "aws_iam_role_policy_attachment" "tracing" {
  role       = aws_iam_role.this["writer"].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/AWSXRayDaemonWriteAccess"
}

# --- Crawler and job ----------------------------------------------------------------------------------------------------

# What both do with the network, the connection and their logs.
data "aws_iam_policy_document" "glue" {
  statement {
    sid       = "FindSettings"
    actions   = ["glue:GetSecurityConfiguration"]
    resources = ["${local.glue_arn}:catalog"]
  }

  statement {
    sid       = "Connect"
    actions   = ["glue:GetConnection"]
    resources = ["${local.glue_arn}:catalog", aws_glue_connection.redshift.arn]
  }

  statement {
    sid       = "ReadSecret"
    actions   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
    resources = [aws_redshiftserverless_namespace.logs.admin_password_secret_arn]
  }

  # Descriptions have no resource-level permissions.
  statement {
    sid = "FindNetwork"
    actions = [
      "ec2:DescribeNetworkInterfaces", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets",
      "ec2:DescribeVpcAttribute", "ec2:DescribeVpcEndpoints",
    ]
    resources = ["*"]
  }

  statement {
    sid     = "JoinNetwork"
    actions = ["ec2:CreateNetworkInterface"]
    resources = [
      "arn:${local.partition}:ec2:${var.aws_region}:${local.account_id}:network-interface/*",
      aws_subnet.this[0].arn,
      aws_security_group.this["glue"].arn,
    ]
  }

  statement {
    sid       = "TagNetworkInterfaces"
    actions   = ["ec2:CreateTags", "ec2:DeleteTags"]
    resources = ["arn:${local.partition}:ec2:${var.aws_region}:${local.account_id}:network-interface/*"]

    condition {
      test     = "ForAllValues:StringEquals"
      variable = "aws:TagKeys"
      values   = ["aws-glue-service-resource"]
    }
  }

  statement {
    sid       = "LeaveNetwork"
    actions   = ["ec2:DeleteNetworkInterface"]
    resources = ["arn:${local.partition}:ec2:${var.aws_region}:${local.account_id}:network-interface/*"]

    condition {
      test     = "StringLike"
      variable = "aws:ResourceTag/aws-glue-service-resource"
      values   = ["*"]
    }
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:AssociateKmsKey"]
    resources = ["arn:${local.partition}:logs:${var.aws_region}:${local.account_id}:log-group:/aws-glue/*"]
  }
}

data "aws_iam_policy_document" "crawler" {
  source_policy_documents = [data.aws_iam_policy_document.glue.json]

  statement {
    sid       = "ReadAuditLogs"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.logs.arn}/${local.csv_prefix}*"]
  }

  statement {
    sid       = "FindAuditLogs"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.logs.arn]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["${local.csv_prefix}*"]
    }
  }

  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.logs.arn]
  }

  statement {
    sid       = "UseClassifier"
    actions   = ["glue:GetClassifier"]
    resources = ["*"] # it has no resource-level permissions
  }

  statement {
    sid     = "KeepCatalog"
    actions = ["glue:GetDatabase", "glue:GetTable", "glue:GetTables", "glue:CreateTable", "glue:UpdateTable"]
    resources = [
      "${local.glue_arn}:catalog",
      aws_glue_catalog_database.logs.arn,
      "${local.glue_arn}:table/${aws_glue_catalog_database.logs.name}/*",
    ]
  }
}

resource "aws_iam_role_policy" "crawler" {
  name   = "catalogue"
  role   = aws_iam_role.this["crawler"].id
  policy = data.aws_iam_policy_document.crawler.json
}

data "aws_iam_policy_document" "job" {
  source_policy_documents = [data.aws_iam_policy_document.glue.json]

  statement {
    sid       = "ReadAuditLogs"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.logs.arn}/${local.csv_prefix}*", "${aws_s3_bucket.logs.arn}/${local.script_prefix}*"]
  }

  statement {
    sid       = "UseTemporaryFiles"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    resources = ["${aws_s3_bucket.logs.arn}/${local.temp_prefix}*"]
  }

  statement {
    sid       = "FindFiles"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.logs.arn]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["${local.csv_prefix}*", "${local.script_prefix}*", "${local.temp_prefix}*"]
    }
  }

  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.logs.arn]
  }

  statement {
    sid     = "ReadCatalog"
    actions = ["glue:GetDatabase", "glue:GetTable", "glue:GetPartitions"]
    resources = [
      "${local.glue_arn}:catalog",
      aws_glue_catalog_database.logs.arn,
      "${local.glue_arn}:table/${aws_glue_catalog_database.logs.name}/*",
    ]
  }

  # Redshift copies with a role of its own.
  statement {
    sid       = "LetRedshiftCopy"
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.this["redshift"].arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "job" {
  name   = "load"
  role   = aws_iam_role.this["job"].id
  policy = data.aws_iam_policy_document.job.json
}

# --- Redshift -----------------------------------------------------------------------------------------------------------

data "aws_iam_policy_document" "redshift" {
  statement {
    sid       = "CopyTemporaryFiles"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.logs.arn}/${local.temp_prefix}*"]
  }

  statement {
    sid       = "FindTemporaryFiles"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.logs.arn]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["${local.temp_prefix}*"]
    }
  }

  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.logs.arn]
  }
}

resource "aws_iam_role_policy" "redshift" {
  name   = "copy"
  role   = aws_iam_role.this["redshift"].id
  policy = data.aws_iam_policy_document.redshift.json
}

# --- Bucket, access point, queue and key --------------------------------------------------------------------------------

data "aws_iam_policy_document" "bucket" {
  statement {
    sid       = "DenyPlainHttp"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.logs.arn, "${aws_s3_bucket.logs.arn}/*"]

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

  # "Bucket policy to delegate permissions to the access point": everyone, but through an access point of this account only.
  statement {
    sid       = "DelegatedToAccessPoints"
    actions   = ["s3:PutObject", "s3:AbortMultipartUpload"]
    resources = ["${aws_s3_bucket.logs.arn}/${local.csv_prefix}*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "s3:DataAccessPointAccount"
      values   = [local.account_id]
    }
  }
}

data "aws_iam_policy_document" "access_point" {
  statement {
    sid       = "Writers"
    actions   = ["s3:PutObject", "s3:AbortMultipartUpload"]
    resources = ["${aws_s3_access_point.logs.arn}/object/${local.csv_prefix}*"]

    principals {
      type        = "AWS"
      identifiers = concat([aws_iam_role.this["writer"].arn], sort(var.writer_role_arns))
    }
  }
}

data "aws_iam_policy_document" "failed" {
  statement {
    sid       = "EventsOfTheRule"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.failed.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudwatch_event_rule.written.arn]
    }
  }
}

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
    sid       = "EncryptLogs"
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

  # Events that Lambda does not take go to the encrypted queue.
  statement {
    sid       = "KeepEvents"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }

  dynamic "statement" {
    for_each = length(var.writer_role_arns) == 0 ? [] : [var.writer_role_arns]

    content {
      sid       = "WritersOfOtherAccounts"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = sort(statement.value)
      }
    }
  }
}
