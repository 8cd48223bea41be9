resource "aws_mq_broker" "pass_active" {
  engine_type    = "ActiveMQ"
  engine_version = "5.18"
}
resource "aws_mq_broker" "pass_rabbit" {
  engine_type    = "RabbitMQ"
  engine_version = "3.13"
}
resource "aws_mq_configuration" "pass_active" {
  engine_type    = "ActiveMQ"
  engine_version = "5.18"
}
resource "aws_mq_broker" "fail_active" {
  engine_type    = "ActiveMQ"
  engine_version = "5.15.0"
}
resource "aws_mq_broker" "fail_rabbit" {
  engine_type    = "RabbitMQ"
  engine_version = "3.8.6"
}
resource "aws_mq_configuration" "fail_active" {
  engine_type    = "ActiveMQ"
  engine_version = "5.15.9"
}
