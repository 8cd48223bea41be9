resource "aws_fsx_windows_file_system" "pass_key" {
  kms_key_id = aws_kms_key.x.arn
}
resource "aws_fsx_windows_file_system" "pass_literal" {
  storage_capacity = 300
  kms_key_id       = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_fsx_windows_file_system" "fail_absent" {
  storage_capacity = 300
}
resource "aws_fsx_windows_file_system" "fail_null" {
  kms_key_id = null
}
