resource "aws_dms_replication_instance" "pass_absent" { replication_instance_id = "i" }
resource "aws_dms_replication_instance" "pass_off" {
  replication_instance_id = "i"
  publicly_accessible     = false
}
resource "aws_dms_replication_instance" "fail_on" {
  replication_instance_id = "i"
  publicly_accessible     = true
}
resource "aws_dms_replication_instance" "fail_string" {
  replication_instance_id = "i"
  publicly_accessible     = "true"
}
