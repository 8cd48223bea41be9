resource "aws_sagemaker_notebook_instance" "pass_ok" {
  name     = "x"
  role_arn = aws_iam_role.ok.arn
}
resource "aws_iam_role" "ok" {
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "ok" {
  role   = aws_iam_role.ok.id
  policy = jsonencode({ Statement = [{ Action = ["s3:GetObject"], Effect = "Allow", Resource = "arn:aws:s3:::x/*" }] })
}
resource "aws_sagemaker_notebook_instance" "pass_ok2" {
  name     = "y"
  role_arn = aws_iam_role.ok2.arn
}
resource "aws_iam_role" "ok2" {
  assume_role_policy = "{}"
  inline_policy {
    name   = "x"
    policy = jsonencode({ Statement = [{ Action = ["s3:GetObject"], Effect = "Allow", Resource = "arn:aws:s3:::x/*" }] })
  }
}
resource "aws_sagemaker_notebook_instance" "fail_star" {
  name     = "z"
  role_arn = aws_iam_role.star.arn
}
resource "aws_iam_role" "star" {
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "star" {
  role   = aws_iam_role.star.name
  policy = jsonencode({ Statement = [{ Action = ["*"], Effect = "Allow", Resource = "*" }] })
}
resource "aws_sagemaker_notebook_instance" "fail_inline" {
  role_arn = aws_iam_role.inline.arn
}
resource "aws_iam_role" "inline" {
  assume_role_policy = "{}"
  inline_policy {
    name   = "x"
    policy = jsonencode({ Statement = [{ Action = ["sagemaker:*"], Effect = "Allow", Resource = "*" }, { Action = "*", Effect = "Allow", Resource = "*" }] })
  }
}
resource "aws_sagemaker_notebook_instance" "fail_attached" {
  role_arn = aws_iam_role.attached.arn
}
resource "aws_iam_role" "attached" {
  assume_role_policy = "{}"
}
resource "aws_iam_policy" "p" {
  policy = jsonencode({ Statement = [{ Action = "*", Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_role_policy_attachment" "attached" {
  role       = aws_iam_role.attached.name
  policy_arn = aws_iam_policy.p.arn
}
