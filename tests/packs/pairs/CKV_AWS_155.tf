resource "aws_workspaces_workspace" "stricter_on" {
  user_volume_encryption_enabled = true
  volume_encryption_key          = "alias/aws/workspaces"
}
resource "aws_workspaces_workspace" "stricter_text" {
  user_volume_encryption_enabled = "true"
}
resource "aws_workspaces_workspace" "fail_absent" {
  bundle_id = "x"
}
resource "aws_workspaces_workspace" "fail_off" {
  user_volume_encryption_enabled = false
  root_volume_encryption_enabled = true
}
