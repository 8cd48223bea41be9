resource "aws_mq_broker" "pass_on" {
  broker_name                = "b"
  auto_minor_version_upgrade = true
}
resource "aws_mq_broker" "pass_string" { auto_minor_version_upgrade = "true" }
resource "aws_mq_broker" "fail_absent" { broker_name = "b" }
resource "aws_mq_broker" "fail_off" { auto_minor_version_upgrade = false }
