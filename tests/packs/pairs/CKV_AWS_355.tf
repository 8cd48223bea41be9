resource "aws_iam_policy" "pass_narrow" {
  policy = jsonencode({ Statement = [{ Action = ["s3:GetObject"], Effect = "Allow", Resource = "arn:aws:s3:::x/*" }] })
}
resource "aws_iam_role_policy" "pass_unrestrictable" {
  role   = "x"
  policy = jsonencode({ Statement = [{ Action = ["ec2:DescribeInstances", "s3:ListAllMyBuckets"], Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_user_policy" "pass_deny" {
  user   = "x"
  policy = jsonencode({ Statement = [{ Action = ["s3:PutObject"], Effect = "Deny", Resource = "*" }] })
}
resource "aws_iam_policy" "fail_star" {
  policy = jsonencode({ Statement = [{ Action = ["s3:GetObject"], Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_group_policy" "fail_single" {
  group  = "x"
  policy = <<EOF
{"Statement": {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": ["*"]}}
EOF
}
resource "aws_iam_role_policy" "fail_second" {
  role   = "x"
  policy = jsonencode({ Statement = [{ Action = ["ec2:DescribeInstances"], Effect = "Allow", Resource = "*" }, { Action = ["sqs:SendMessage"], Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_user_policy" "fail_wild" {
  user   = "x"
  policy = jsonencode({ Statement = [{ Action = ["lambda:*"], Effect = "Allow", Resource = "*" }] })
}
resource "aws_ssoadmin_permission_set_inline_policy" "fail_star" {
  inline_policy = jsonencode({ Statement = [{ Action = ["s3:PutObject"], Effect = "Allow", Resource = "*" }] })
}
