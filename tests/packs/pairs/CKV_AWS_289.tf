resource "aws_iam_policy" "pass_plain" { policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:ListBucket"], Resource = "*" }] }) }
resource "aws_iam_policy" "pass_narrow" { policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:PutBucketPolicy"], Resource = "arn:aws:s3:::b" }] }) }
resource "aws_iam_policy" "fail_bucket" { policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:PutBucketPolicy"], Resource = "*" }] }) }
resource "aws_iam_role_policy" "fail_rp" {
  role   = "r"
  policy = jsonencode({ Statement = { Effect = "Allow", Action = ["iam:AttachRolePolicy", "iam:PutRolePolicy"], Resource = ["*"] } })
}
resource "aws_iam_role_policy" "pass_rp" {
  role   = "r"
  policy = jsonencode({ Statement = { Effect = "Deny", Action = ["iam:AttachRolePolicy"], Resource = ["*"] } })
}
resource "aws_iam_user_policy" "fail_up" {
  user   = "u"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["kms:PutKeyPolicy"], Resource = "*" }] })
}
resource "aws_iam_user_policy" "pass_up" {
  user   = "u"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["ec2:Describe*"], Resource = "*" }] })
}
resource "aws_iam_group_policy" "fail_gp" {
  group  = "g"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["lambda:AddPermission"], Resource = "*" }] })
}
resource "aws_iam_group_policy" "pass_gp" {
  group  = "g"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["lambda:ListFunctions"], Resource = "*" }] })
}
resource "aws_ssoadmin_permission_set_inline_policy" "fail_sso" { inline_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["iam:*"], Resource = "*" }] }) }
resource "aws_ssoadmin_permission_set_inline_policy" "pass_sso" { inline_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:ListAllMyBuckets"], Resource = "*" }] }) }
