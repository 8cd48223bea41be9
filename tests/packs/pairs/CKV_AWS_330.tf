resource "aws_efs_access_point" "pass_user" {
  file_system_id = "f"
  posix_user {
    gid = 1000
    uid = 1000
  }
}
resource "aws_efs_access_point" "pass_user2" {
  posix_user {
    gid = "1001"
    uid = "1001"
  }
  root_directory { path = "/a" }
}
resource "aws_efs_access_point" "fail_absent" { file_system_id = "f" }
resource "aws_efs_access_point" "fail_dyn" {
  file_system_id = "f"
  dynamic "posix_user" {
    for_each = []
    content {
      gid = 1
      uid = 1
    }
  }
}
resource "aws_efs_access_point" "fail_root_dir" {
  file_system_id = "f"
  root_directory { path = "/a" }
}
