resource "aws_kms_key" "aux" {}
resource "aws_fsx_openzfs_file_system" "pass_lit" { kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/x" }
resource "aws_fsx_openzfs_file_system" "pass_ref" { kms_key_id = aws_kms_key.aux.arn }
resource "aws_fsx_openzfs_file_system" "fail_absent" { storage_capacity = 64 }
resource "aws_fsx_openzfs_file_system" "fail_null" { kms_key_id = null }
