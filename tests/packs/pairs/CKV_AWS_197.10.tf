resource "aws_mq_broker" "fail_rabbit_none" {
  broker_name = "b"
  engine_type = "ActiveMQ"
  logs {}
}
resource "aws_mq_broker" "fail_bare" { broker_name = "b" }
