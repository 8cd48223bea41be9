resource "aws_codebuild_project" "stricter_alias" {
  name           = "p"
  encryption_key = "alias/aws/s3"
}
resource "aws_codebuild_project" "fail_empty" {
  name           = "p"
  encryption_key = ""
}
resource "aws_codebuild_project" "pass_alias" {
  name           = "p"
  encryption_key = aws_kms_alias.a.arn
}
resource "aws_kms_alias" "a" {
  name          = "alias/a"
  target_key_id = "k"
}
