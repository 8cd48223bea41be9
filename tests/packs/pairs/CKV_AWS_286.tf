resource "aws_iam_policy" "pass_read" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = ["s3:GetObject"], Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_role_policy" "pass_own" {
  role   = "x"
  policy = jsonencode({ Statement = [{ Action = ["iam:GetUser", "iam:ListRoles"], Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_user_policy" "pass_deny" {
  user   = "x"
  policy = jsonencode({ Statement = [{ Action = ["iam:CreatePolicyVersion"], Effect = "Deny", Resource = "*" }] })
}
resource "aws_iam_policy" "fail_version" {
  policy = jsonencode({ Statement = [{ Action = ["iam:CreatePolicyVersion"], Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_role_policy" "fail_attach" {
  role   = "x"
  policy = jsonencode({ Statement = [{ Action = "iam:AttachRolePolicy", Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_group_policy" "fail_put" {
  group  = "x"
  policy = <<EOF
{"Statement": [{"Effect": "Allow", "Action": ["s3:*"], "Resource": "*"}, {"Effect": "Allow", "Action": ["iam:PutUserPolicy"], "Resource": "*"}]}
EOF
}
resource "aws_iam_user_policy" "fail_pass" {
  user   = "x"
  policy = jsonencode({ Statement = [{ Action = ["iam:PassRole", "ec2:RunInstances"], Effect = "Allow", Resource = "*" }] })
}
resource "aws_ssoadmin_permission_set_inline_policy" "fail_login" {
  inline_policy = jsonencode({ Statement = [{ Action = ["iam:UpdateLoginProfile"], Effect = "Allow", Resource = ["*"] }] })
}
