# What is written where nothing is said.

data "aws_iam_policy_document" "empty" {}

data "aws_iam_policy_document" "empty_statement" {
  statement {}
}

data "aws_iam_policy_document" "one_action" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::reports/*"]
  }
}

data "aws_iam_policy_document" "old_version" {
  version = "2008-10-17"
  statement {
    actions = ["sqs:SendMessage"]
  }
}

data "aws_iam_policy_document" "null_arguments" {
  version   = null
  policy_id = null
  statement {
    sid       = null
    effect    = null
    actions   = null
    resources = null
  }
}

data "aws_iam_policy_document" "empty_lists" {
  policy_id = ""
  statement {
    sid         = ""
    actions     = []
    not_actions = ["iam:*"]
    resources   = []
  }
}

data "aws_iam_policy_document" "policy_id" {
  policy_id = "read-only 2024"
  statement {
    sid     = "First"
    effect  = "Deny"
    actions = ["*"]
  }
}

data "aws_iam_policy_document" "every_argument" {
  policy_id = "Everything"
  version   = "2012-10-17"
  statement {
    sid           = "All"
    effect        = "Deny"
    actions       = ["ec2:RunInstances"]
    not_actions   = ["ec2:StopInstances"]
    resources     = ["arn:aws:ec2:*:*:instance/*"]
    not_resources = ["arn:aws:ec2:*:*:volume/*"]
    principals {
      type        = "AWS"
      identifiers = ["111122223333"]
    }
    not_principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

data "aws_iam_policy_document" "two_statements_without_sid" {
  statement {
    actions = ["s3:ListBucket"]
  }
  statement {
    actions = ["s3:ListBucket"]
  }
}

data "aws_iam_policy_document" "converted" {
  policy_id = 42
  statement {
    sid     = true
    actions = [1, 2.50, false]
    condition {
      test     = "NumericLessThan"
      variable = "s3:max-keys"
      values   = [10]
    }
  }
}

data "aws_iam_policy_document" "deprecated_arguments" {
  source_json   = ""
  override_json = ""
  statement {
    actions = ["sns:Publish"]
  }
}
