resource "aws_athena_database" "pass_kms" {
  name   = "d"
  bucket = "b"
  encryption_configuration {
    encryption_option = "SSE_KMS"
    kms_key           = "k"
  }
}
resource "aws_athena_database" "pass_s3" {
  name = "d"
  encryption_configuration { encryption_option = "SSE_S3" }
}
resource "aws_athena_database" "fail_absent" {
  name   = "d"
  bucket = "b"
}
resource "aws_athena_database" "fail_dyn" {
  name = "d"
  dynamic "encryption_configuration" {
    for_each = []
    content { encryption_option = "SSE_S3" }
  }
}
