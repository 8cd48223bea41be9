resource "aws_mq_broker" "pass_general" {
  broker_name = "b"
  engine_type = "ActiveMQ"
  logs { general = true }
}
resource "aws_mq_broker" "pass_both" {
  broker_name = "b"
  logs {
    general = "true"
    audit   = true
  }
}
resource "aws_mq_broker" "fail_absent" {
  broker_name = "b"
  engine_type = "ActiveMQ"
}
resource "aws_mq_broker" "fail_off" {
  broker_name = "b"
  logs { general = false }
}
resource "aws_mq_broker" "fail_audit_only" {
  broker_name = "b"
  logs { audit = true }
}
