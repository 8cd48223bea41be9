resource "aws_workspaces_workspace" "pass_both" {
  directory_id                   = "d-0123456789"
  bundle_id                      = "wsb-0123456789"
  user_name                      = "a"
  root_volume_encryption_enabled = true
  user_volume_encryption_enabled = true
}

resource "aws_workspaces_workspace" "fail_root" {
  directory_id                   = "d-0123456789"
  bundle_id                      = "wsb-0123456789"
  user_name                      = "b"
  user_volume_encryption_enabled = true
}

resource "aws_workspaces_workspace" "fail_user" {
  directory_id                   = "d-0123456789"
  bundle_id                      = "wsb-0123456789"
  user_name                      = "c"
  root_volume_encryption_enabled = true
}
