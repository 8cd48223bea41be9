resource "aws_efs_access_point" "fail_root" {
  file_system_id = "f"
  posix_user {
    gid = 0
    uid = 0
  }
}
