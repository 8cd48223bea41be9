# Documents and statements by count, for_each and dynamic blocks.

locals {
  buckets   = ["logs", "data"]
  forbidden = ["iam:*", "organizations:*"]
  grants = {
    reader = { actions = ["s3:GetObject"], bucket = "data", principals = ["111122223333"] }
    writer = { actions = ["s3:PutObject", "s3:DeleteObject"], bucket = "logs", principals = [] }
  }
}

variable "extra_statements" {
  type    = list(object({ sid = optional(string), effect = optional(string), actions = list(string) }))
  default = [{ actions = ["x:y"] }, { sid = "Second", effect = "Deny", actions = ["b:c", "a:c"] }]
}

data "aws_iam_policy_document" "by_count" {
  count = 2
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::${local.buckets[count.index]}/*"]
  }
}

data "aws_iam_policy_document" "by_for_each" {
  for_each = local.grants
  statement {
    sid       = title(each.key)
    actions   = each.value.actions
    resources = ["arn:aws:s3:::${each.value.bucket}"]
    dynamic "principals" {
      for_each = length(each.value.principals) > 0 ? [each.value.principals] : []
      content {
        type        = "AWS"
        identifiers = principals.value
      }
    }
  }
}

data "aws_iam_policy_document" "dynamic_statements" {
  dynamic "statement" {
    for_each = local.grants
    iterator = grant
    content {
      sid       = grant.key
      actions   = grant.value.actions
      resources = ["arn:aws:s3:::${grant.value.bucket}/*"]
    }
  }
  statement {
    sid     = "last"
    effect  = "Deny"
    actions = local.forbidden
  }
}

data "aws_iam_policy_document" "optional_arguments" {
  dynamic "statement" {
    for_each = var.extra_statements
    content {
      sid     = statement.value.sid
      effect  = statement.value.effect
      actions = statement.value.actions
    }
  }
}

data "aws_iam_policy_document" "of_all_instances" {
  source_policy_documents = [for document in data.aws_iam_policy_document.by_for_each : document.json]
}

data "aws_iam_policy_document" "of_counted_instances" {
  override_policy_documents = data.aws_iam_policy_document.by_count[*].json
}

data "aws_iam_policy_document" "no_statements" {
  dynamic "statement" {
    for_each = []
    content {
      actions = ["never:Happens"]
    }
  }
}
