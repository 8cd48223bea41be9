resource "aws_iam_policy" "pass_narrow" { policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:Get*"], Resource = "*" }] }) }
resource "aws_iam_policy" "pass_deny" { policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*" }] }) }
resource "aws_iam_policy" "fail_string" { policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::b" }] }) }
resource "aws_iam_role_policy" "fail_list" {
  role   = "r"
  policy = jsonencode({ Statement = { Effect = "Allow", Action = ["*"], Resource = ["arn:aws:s3:::b/*"] } })
}
resource "aws_iam_role_policy" "pass_rp" {
  role   = "r"
  policy = jsonencode({ Statement = { Effect = "Allow", Action = ["s3:GetObject"], Resource = ["arn:aws:s3:::b/*"] } })
}
resource "aws_iam_user_policy" "fail_second" {
  user   = "u"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }, { Effect = "Allow", Action = ["ec2:Describe*", "*"], Resource = "*" }] })
}
resource "aws_iam_user_policy" "pass_up" {
  user   = "u"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }] })
}
resource "aws_iam_group_policy" "fail_heredoc" {
  group  = "g"
  policy = <<EOF
{"Version": "2012-10-17", "Statement": [{"Action": ["*"], "Effect": "Allow", "Resource": "*"}]}
EOF
}
resource "aws_iam_group_policy" "pass_gp" {
  group  = "g"
  policy = "{\"Statement\":[{\"Action\":[\"ec2:Describe*\"],\"Effect\":\"Allow\",\"Resource\":\"*\"}]}"
}
resource "aws_ssoadmin_permission_set_inline_policy" "fail_sso" {
  instance_arn       = "a"
  permission_set_arn = "p"
  inline_policy      = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}
resource "aws_ssoadmin_permission_set_inline_policy" "pass_sso" {
  instance_arn       = "a"
  permission_set_arn = "p"
  inline_policy      = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:ListAllMyBuckets"], Resource = "*" }] })
}
data "aws_iam_policy_document" "bad" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "good" {
  statement {
    actions   = ["s3:*"]
    resources = ["arn:aws:s3:::b"]
  }
}
resource "aws_iam_policy" "fail_doc" { policy = data.aws_iam_policy_document.bad.json }
resource "aws_iam_policy" "pass_doc" { policy = data.aws_iam_policy_document.good.json }
