resource "aws_mq_broker" "fail_old_rabbit" {
  engine_type    = "RabbitMQ"
  engine_version = "3.8.11"
}
resource "aws_mq_configuration" "pass_rabbit" {
  engine_type    = "RabbitMQ"
  engine_version = "3.13"
}
resource "aws_mq_broker" "fail_active516" {
  engine_type    = "ActiveMQ"
  engine_version = "5.16.3"
}
