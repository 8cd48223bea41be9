resource "aws_dms_replication_instance" "pass_on" {
  auto_minor_version_upgrade = true
}
resource "aws_dms_replication_instance" "pass_text" {
  auto_minor_version_upgrade = "true"
}
resource "aws_dms_replication_instance" "fail_off" {
  auto_minor_version_upgrade = false
}
resource "aws_dms_replication_instance" "fail_absent" {
  allocated_storage = 20
}
