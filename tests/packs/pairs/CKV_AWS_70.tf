resource "aws_s3_bucket" "pass_inline" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "s3:*", Resource = "*" }] })
}
resource "aws_s3_bucket_policy" "pass_deny" {
  bucket = "x"
  policy = jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*" }] })
}
resource "aws_s3_bucket_policy" "pass_service" {
  bucket = "x"
  policy = <<POLICY
{"Version": "2012-10-17", "Statement": [{"Sid": "x", "Effect": "Allow", "Principal": {"Service": ["logging.s3.amazonaws.com"]}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::x/*"}]}
POLICY
}
resource "aws_s3_bucket" "fail_inline" {
  bucket = "y"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*" }] })
}
resource "aws_s3_bucket_policy" "fail_star" {
  bucket = "x"
  policy = <<POLICY
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::x/*"]}]}
POLICY
}
resource "aws_s3_bucket_policy" "fail_list" {
  bucket = "x"
  policy = jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:DeleteBucket", Resource = "*" }, { Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] }, Action = "s3:*", Resource = "*" }] })
}
data "aws_iam_policy_document" "open" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::x/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
resource "aws_s3_bucket_policy" "fail_doc" {
  bucket = "x"
  policy = data.aws_iam_policy_document.open.json
}
