# Actions and resources are sets, written from the last to the first; a single one stands alone.

data "aws_iam_policy_document" "order_of_actions" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "ec2:Describe*", "S3:Get*"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "duplicates" {
  statement {
    actions   = ["s3:GetObject", "s3:GetObject"]
    resources = ["arn:aws:s3:::b", "arn:aws:s3:::a", "arn:aws:s3:::b"]
  }
}

data "aws_iam_policy_document" "upper_and_lower_case" {
  statement {
    actions = ["a:b", "A:b", "a:B", "A:B", "_", "~", "0", "é", "z", "ö", "日本", "\U0001f600"]
  }
}

data "aws_iam_policy_document" "bucket_and_objects" {
  statement {
    actions   = ["s3:*"]
    resources = ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]
  }
}

data "aws_iam_policy_document" "empty_text" {
  statement {
    actions   = ["", "s3:ListBucket"]
    resources = [""]
  }
}

data "aws_iam_policy_document" "from_a_set" {
  statement {
    actions   = toset(["b:c", "a:c"])
    resources = concat(["arn:aws:sns:eu-west-1:111122223333:x"], tolist(["*"]))
  }
}

data "aws_iam_policy_document" "from_a_local" {
  statement {
    not_actions   = local.forbidden
    not_resources = [for name in local.buckets : "arn:aws:s3:::${name}/*"]
  }
}

data "aws_iam_policy_document" "many" {
  statement {
    actions = [for n in range(40) : "service${n}:Do"]
  }
}
