resource "aws_fsx_lustre_file_system" "pass_key" {
  deployment_type = "PERSISTENT_1"
  kms_key_id      = aws_kms_key.x.arn
}
resource "aws_fsx_lustre_file_system" "left_bare" {
  kms_key_id = aws_kms_key.x.arn
}
resource "aws_fsx_lustre_file_system" "looser_absent" {
  storage_capacity = 1200
}
resource "aws_fsx_lustre_file_system" "fail_persistent" {
  deployment_type = "PERSISTENT_2"
}
