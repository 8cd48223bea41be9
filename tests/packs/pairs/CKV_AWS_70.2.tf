resource "aws_s3_bucket_policy" "fail_notprincipal" {
  bucket = "x"
  policy = jsonencode({ Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "s3:GetObject", Resource = "arn:aws:s3:::x/*" }] })
}
resource "aws_s3_bucket_policy" "pass_doc" {
  bucket = aws_s3_bucket.b.id
  policy = data.aws_iam_policy_document.closed.json
}
resource "aws_s3_bucket" "b" {
  bucket = "bbb"
}
data "aws_iam_policy_document" "closed" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.b.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:role/x"]
    }
  }
  statement {
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["*"]
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
resource "aws_s3_bucket" "fail_inline_list" {
  policy = <<EOF
{"Statement": [{"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::y"}]}
EOF
}
