resource "aws_cloudtrail" "pass_on" {
  name                       = "t"
  s3_bucket_name             = "b"
  enable_log_file_validation = true
}
resource "aws_cloudtrail" "pass_string" {
  name                       = "t"
  enable_log_file_validation = "true"
}
resource "aws_cloudtrail" "fail_absent" {
  name           = "t"
  s3_bucket_name = "b"
}
resource "aws_cloudtrail" "fail_off" {
  name                       = "t"
  enable_log_file_validation = false
}
resource "aws_cloudtrail" "fail_string" {
  name                       = "t"
  enable_log_file_validation = "false"
}
