resource "aws_iam_policy" "pass_plain" { policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:ListBucket"], Resource = "*" }] }) }
resource "aws_iam_policy" "fail_key" { policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["iam:CreateAccessKey"], Resource = "*" }] }) }
resource "aws_iam_policy" "looser_ecr" { policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" }] }) }
resource "aws_iam_role_policy" "fail_rp" {
  role   = "r"
  policy = jsonencode({ Statement = { Effect = "Allow", Action = ["rds-db:connect", "chime:CreateApiKey"], Resource = "*" } })
}
resource "aws_iam_role_policy" "pass_rp" {
  role   = "r"
  policy = jsonencode({ Statement = { Effect = "Deny", Action = ["iam:CreateAccessKey"], Resource = "*" } })
}
resource "aws_iam_user_policy" "fail_up" {
  user   = "u"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::b/*" }, { Effect = "Allow", Action = ["iam:CreateLoginProfile"], Resource = "*" }] })
}
resource "aws_iam_user_policy" "pass_up" {
  user   = "u"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["ec2:Describe*"], Resource = "*" }] })
}
resource "aws_iam_group_policy" "fail_gp" {
  group  = "g"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["iam:CreateServiceSpecificCredential"], Resource = "*" }] })
}
resource "aws_iam_group_policy" "pass_gp" {
  group  = "g"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["ec2:Describe*"], Resource = "*" }] })
}
resource "aws_ssoadmin_permission_set_inline_policy" "fail_sso" { inline_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["iam:UpdateAccessKey", "iam:CreateAccessKey"], Resource = "*" }] }) }
resource "aws_ssoadmin_permission_set_inline_policy" "pass_sso" { inline_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:ListAllMyBuckets"], Resource = "*" }] }) }
