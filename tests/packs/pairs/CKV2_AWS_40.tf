data "aws_iam_policy_document" "bad" {
  statement {
    actions   = ["iam:*"]
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "good" {
  statement {
    actions   = ["iam:Get*"]
    resources = ["*"]
  }
}
resource "aws_iam_policy" "fail_doc" { policy = data.aws_iam_policy_document.bad.json }
resource "aws_iam_policy" "pass_doc" { policy = data.aws_iam_policy_document.good.json }
resource "aws_iam_policy" "fail_star" { policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
resource "aws_iam_role_policy" "fail_rp" {
  role   = "r"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "iam:*"], Resource = "*" }] })
}
resource "aws_iam_role_policy" "pass_rp" {
  role   = "r"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["iam:GetRole"], Resource = "*" }] })
}
resource "aws_iam_user_policy" "fail_up" {
  user   = "u"
  policy = jsonencode({ Statement = { Effect = "Allow", Action = "iam:*", Resource = ["*"] } })
}
resource "aws_iam_user_policy" "pass_up" {
  user   = "u"
  policy = jsonencode({ Statement = { Effect = "Deny", Action = "iam:*", Resource = ["*"] } })
}
resource "aws_iam_group_policy" "fail_gp" {
  group  = "g"
  policy = <<EOF
{"Version": "2012-10-17", "Statement": [{"Action": ["iam:*"], "Effect": "Allow", "Resource": "*"}]}
EOF
}
resource "aws_iam_group_policy" "stricter_gp" {
  group  = "g"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["ec2:*"], Resource = "*" }] })
}
resource "aws_ssoadmin_permission_set_inline_policy" "fail_sso" { inline_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["iam:*"], Resource = "*" }] }) }
resource "aws_ssoadmin_permission_set_inline_policy" "pass_sso" { inline_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:ListAllMyBuckets"], Resource = "*" }] }) }
