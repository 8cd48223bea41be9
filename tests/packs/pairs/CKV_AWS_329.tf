resource "aws_efs_access_point" "pass_root" {
  file_system_id = "x"
  root_directory {
    path = "/data"
  }
}
resource "aws_efs_access_point" "pass_create" {
  root_directory {
    path = "/x"
    creation_info {
      owner_gid   = 1
      owner_uid   = 1
      permissions = "755"
    }
  }
}
resource "aws_efs_access_point" "fail_absent" {
  file_system_id = "x"
}
resource "aws_efs_access_point" "fail_slash" {
  root_directory {
    path = "/"
  }
}
resource "aws_efs_access_point" "fail_empty" {
  root_directory {}
}
