resource "aws_efs_access_point" "pass_ref" {
  root_directory {
    path = "/home/${var.user}"
  }
}
variable "user" {}
