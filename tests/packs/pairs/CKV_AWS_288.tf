resource "aws_iam_policy" "pass_list" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = ["s3:ListBucket"], Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_role_policy" "pass_narrow" {
  role   = "x"
  policy = jsonencode({ Statement = [{ Action = ["s3:GetObject"], Effect = "Allow", Resource = "arn:aws:s3:::x/*" }] })
}
resource "aws_iam_user_policy" "pass_deny" {
  user   = "x"
  policy = jsonencode({ Statement = [{ Action = ["s3:GetObject"], Effect = "Deny", Resource = "*" }] })
}
resource "aws_iam_policy" "fail_get" {
  policy = jsonencode({ Statement = [{ Action = ["s3:GetObject"], Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_role_policy" "fail_secret" {
  role   = "x"
  policy = jsonencode({ Statement = [{ Action = "secretsmanager:GetSecretValue", Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_group_policy" "fail_param" {
  group  = "x"
  policy = <<EOF
{"Statement": [{"Effect": "Allow", "Action": ["ssm:GetParameter", "ssm:GetParameters"], "Resource": "*"}]}
EOF
}
resource "aws_ssoadmin_permission_set_inline_policy" "fail_all" {
  inline_policy = jsonencode({ Statement = [{ Action = ["s3:*"], Effect = "Allow", Resource = ["*"] }] })
}
