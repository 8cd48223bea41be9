resource "aws_mq_broker" "pass_on" {
  broker_name = "b"
  engine_type = "ActiveMQ"
  logs {
    general = true
    audit   = true
  }
}
resource "aws_mq_broker" "pass_string" {
  broker_name = "b"
  logs { audit = "true" }
}
resource "aws_mq_broker" "fail_absent" {
  broker_name = "b"
  engine_type = "ActiveMQ"
}
resource "aws_mq_broker" "fail_off" {
  broker_name = "b"
  engine_type = "ActiveMQ"
  logs {
    general = true
    audit   = false
  }
}
resource "aws_mq_broker" "fail_missing" {
  broker_name = "b"
  engine_type = "ActiveMQ"
  logs { general = true }
}
resource "aws_mq_broker" "left_rabbit" {
  broker_name = "b"
  engine_type = "RabbitMQ"
  logs { general = true }
}
