resource "aws_ecr_repository" "pass_kms" {
  encryption_configuration {
    encryption_type = "KMS"
  }
}
resource "aws_ecr_repository" "pass_key" {
  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.x.arn
  }
}
resource "aws_ecr_repository" "fail_absent" {
  name = "x"
}
resource "aws_ecr_repository" "fail_aes" {
  encryption_configuration {
    encryption_type = "AES256"
  }
}
resource "aws_ecr_repository" "fail_empty" {
  encryption_configuration {}
}
