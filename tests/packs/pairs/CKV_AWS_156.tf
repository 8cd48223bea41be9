resource "aws_workspaces_workspace" "stricter_on" {
  directory_id                   = "d"
  bundle_id                      = "b"
  user_name                      = "u"
  root_volume_encryption_enabled = true
}
resource "aws_workspaces_workspace" "stricter_string" {
  root_volume_encryption_enabled = "true"
  volume_encryption_key          = "k"
}
resource "aws_workspaces_workspace" "fail_absent" {
  directory_id = "d"
  bundle_id    = "b"
}
resource "aws_workspaces_workspace" "fail_off" {
  root_volume_encryption_enabled = false
  user_volume_encryption_enabled = true
}
