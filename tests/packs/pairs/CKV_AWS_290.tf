resource "aws_iam_policy" "pass_read" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = ["s3:GetObject", "s3:ListBucket"], Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_role_policy" "pass_narrow" {
  role   = "x"
  policy = jsonencode({ Statement = [{ Action = ["s3:PutObject"], Effect = "Allow", Resource = "arn:aws:s3:::x/*" }] })
}
resource "aws_iam_user_policy" "pass_cond" {
  user   = "x"
  policy = jsonencode({ Statement = [{ Action = ["s3:PutObject"], Effect = "Allow", Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/team" = "a" } } }] })
}
resource "aws_iam_policy" "fail_put" {
  policy = jsonencode({ Statement = [{ Action = ["s3:PutObject"], Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_role_policy" "fail_del" {
  role   = "x"
  policy = jsonencode({ Statement = [{ Action = "dynamodb:DeleteTable", Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_group_policy" "fail_star" {
  group  = "x"
  policy = <<EOF
{"Statement": [{"Effect": "Allow", "Action": ["ec2:Describe*"], "Resource": "*"}, {"Effect": "Allow", "Action": ["sqs:*"], "Resource": "*"}]}
EOF
}
resource "aws_iam_user_policy" "fail_kms" {
  user   = "x"
  policy = jsonencode({ Statement = [{ Action = ["lambda:UpdateFunctionCode"], Effect = "Allow", Resource = ["*"] }] })
}
resource "aws_ssoadmin_permission_set_inline_policy" "fail_star" {
  inline_policy = jsonencode({ Statement = [{ Action = ["s3:*"], Effect = "Allow", Resource = ["*"] }] })
}
