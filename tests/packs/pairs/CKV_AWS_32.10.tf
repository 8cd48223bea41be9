resource "aws_ecr_repository_policy" "fail_awsstar" {
  repository = "r"
  policy     = jsonencode({ Statement = { Effect = "Allow", Principal = { AWS = "*" }, Action = "ecr:*" } })
}
resource "aws_ecr_repository_policy" "pass_org" {
  repository = "r"
  policy     = jsonencode({ Statement = { Effect = "Allow", Principal = { AWS = "*" }, Action = "ecr:*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } } })
}
resource "aws_ecr_repository_policy" "fail_cond" {
  repository = "r"
  policy     = jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "ecr:*", Condition = { Bool = { "aws:SecureTransport" = "true" } } } })
}
