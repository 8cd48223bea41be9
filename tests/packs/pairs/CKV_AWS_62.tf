resource "aws_iam_policy" "pass_narrow" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = ["ec2:Describe*"], Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_role_policy" "pass_deny" {
  role   = "x"
  policy = jsonencode({ Statement = [{ Action = "*", Effect = "Deny", Resource = "*" }] })
}
resource "aws_iam_group_policy" "pass_one" {
  group  = "x"
  policy = <<EOF
{"Version":"2012-10-17","Statement":{"Action":"*","Effect":"Allow","Resource":"arn:aws:s3:::x/*"}}
EOF
}
resource "aws_iam_user_policy" "pass_notall" {
  user   = "x"
  policy = "{\"Statement\":[{\"Action\":[\"s3:Get*\"],\"Effect\":\"Allow\",\"Resource\":[\"arn:aws:s3:::x/*\"]}]}"
}
resource "aws_ssoadmin_permission_set_inline_policy" "pass_one" {
  inline_policy = jsonencode({ Statement = [{ Action = ["s3:ListAllMyBuckets"], Effect = "Allow", Resource = ["*"] }] })
}
resource "aws_iam_policy" "fail_star" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "*", Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_role_policy" "fail_second" {
  role   = "x"
  policy = jsonencode({ Statement = [{ Action = "s3:Get*", Effect = "Allow", Resource = "*" }, { Action = ["ec2:*", "*"], Effect = "Allow", Resource = ["arn:aws:s3:::x", "*"] }] })
}
resource "aws_iam_group_policy" "fail_one" {
  group  = "x"
  policy = <<EOF
{"Version":"2012-10-17","Statement":{"Action":["*"],"Effect":"Allow","Resource":"*"}}
EOF
}
resource "aws_iam_user_policy" "fail_colon" {
  user   = "x"
  policy = jsonencode({ Statement = [{ Action = "*:*", Effect = "Allow", Resource = "*" }] })
}
data "aws_iam_policy_document" "admin" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}
resource "aws_ssoadmin_permission_set_inline_policy" "fail_doc" {
  inline_policy = data.aws_iam_policy_document.admin.json
}
resource "aws_iam_user_policy" "fail_arn" {
  user   = "x"
  policy = jsonencode({ Statement = [{ Action = "*", Effect = "Allow", Resource = "arn:aws:*:*:*:*" }] })
}
