resource "aws_mq_broker" "pass_absent" { broker_name = "b" }
resource "aws_mq_broker" "pass_off" {
  broker_name         = "b"
  publicly_accessible = false
}
resource "aws_mq_broker" "pass_null" {
  broker_name         = "b"
  publicly_accessible = null
}
resource "aws_mq_broker" "fail_on" {
  broker_name         = "b"
  publicly_accessible = true
}
resource "aws_mq_broker" "fail_string" {
  broker_name         = "b"
  publicly_accessible = "true"
}
