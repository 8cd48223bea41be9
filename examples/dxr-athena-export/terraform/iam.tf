# --- Roles: what reads, what writes, each with the few actions it needs -------------------------------------------------

data "aws_iam_policy_document" "assume_role" {
  for_each = toset(["lambda", "glue"])

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["${each.key}.amazonaws.com"]
    }

    # The service of another account can't be talked into using this role.
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

resource "aws_iam_role" "lambda" {
  name               = "export-jsonl-lambda"
  description        = "Writes exports of Data X-Ray"
  assume_role_policy = data.aws_iam_policy_document.assume_role["lambda"].json
}

resource "aws_iam_role" "crawler" {
  name               = "export-jsonl-crawler"
  description        = "Catalogues exports of Data X-Ray"
  assume_role_policy = data.aws_iam_policy_document.assume_role["glue"].json
}

data "aws_iam_policy_document" "lambda" {
  statement {
    sid       = "WriteExports"
    actions   = ["s3:PutObject", "s3:AbortMultipartUpload"]
    resources = ["${aws_s3_bucket.export.arn}/${local.export_prefix}*"]
  }

  # Completing an upload in parts takes kms:Decrypt.
  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.export.arn]
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.lambda.arn}:*"]
  }
}

resource "aws_iam_role_policy" "lambda" {
  name   = "export"
  role   = aws_iam_role.lambda.id
  policy = data.aws_iam_policy_document.lambda.json
}

# X-Ray has no resource-level permissions.
resource "aws_iam_role_policy_attachment" "tracing" {
  role       = aws_iam_role.lambda.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/AWSXRayDaemonWriteAccess"
}

data "aws_iam_policy_document" "crawler" {
  statement {
    sid       = "ReadExports"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.export.arn}/${local.export_prefix}*"]
  }

  statement {
    sid       = "FindExports"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.export.arn]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["${local.export_prefix}*"]
    }
  }

  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.export.arn]
  }

  statement {
    sid = "KeepCatalog"
    actions = [
      "glue:GetDatabase", "glue:GetTable", "glue:GetTables", "glue:CreateTable", "glue:UpdateTable",
      "glue:GetPartition", "glue:GetPartitions", "glue:BatchGetPartition", "glue:BatchCreatePartition", "glue:UpdatePartition",
    ]
    resources = [
      "arn:${local.partition}:glue:${var.aws_region}:${local.account_id}:catalog",
      aws_glue_catalog_database.export.arn,
      "arn:${local.partition}:glue:${var.aws_region}:${local.account_id}:table/${aws_glue_catalog_database.export.name}/exported_*",
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
  name   = "crawl"
  role   = aws_iam_role.crawler.id
  policy = data.aws_iam_policy_document.crawler.json
}

# --- Data stewards: what queries take, and nothing else. Attach it to those who ask -------------------------------------

data "aws_iam_policy_document" "steward" {
  statement {
    sid = "Query"
    actions = [
      "athena:StartQueryExecution", "athena:StopQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults",
      "athena:ListQueryExecutions", "athena:GetWorkGroup", "athena:GetNamedQuery", "athena:ListNamedQueries",
    ]
    resources = [aws_athena_workgroup.export.arn]
  }

  statement {
    sid       = "FindWorkgroup"
    actions   = ["athena:ListWorkGroups"]
    resources = ["*"] # it has no resource-level permissions
  }

  statement {
    sid = "ReadCatalog"
    actions = [
      "glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables", "glue:GetPartition", "glue:GetPartitions",
    ]
    resources = [
      "arn:${local.partition}:glue:${var.aws_region}:${local.account_id}:catalog",
      aws_glue_catalog_database.export.arn,
      "arn:${local.partition}:glue:${var.aws_region}:${local.account_id}:table/${aws_glue_catalog_database.export.name}/exported_*",
    ]
  }

  statement {
    sid       = "FindExports"
    actions   = ["s3:ListBucket", "s3:GetBucketLocation"]
    resources = [aws_s3_bucket.export.arn]
  }

  statement {
    sid       = "ReadExportsAndResults"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.export.arn}/${local.export_prefix}*", "${aws_s3_bucket.export.arn}/${local.results_prefix}*"]
  }

  statement {
    sid       = "WriteResults"
    actions   = ["s3:PutObject", "s3:AbortMultipartUpload"]
    resources = ["${aws_s3_bucket.export.arn}/${local.results_prefix}*"]
  }

  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.export.arn]
  }
}

resource "aws_iam_policy" "steward" {
  name        = "dxr-export-query"
  description = "Queries on the metadata of Data X-Ray"
  policy      = data.aws_iam_policy_document.steward.json
}

# --- Bucket and key -----------------------------------------------------------------------------------------------------

data "aws_iam_policy_document" "bucket" {
  statement {
    sid       = "DenyPlainHttp"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.export.arn, "${aws_s3_bucket.export.arn}/*"]

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
}
