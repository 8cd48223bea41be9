resource "aws_kms_key" "aux" {}
resource "aws_mq_broker" "pass_lit" {
  broker_name = "b"
  engine_type = "ActiveMQ"
  encryption_options {
    kms_key_id        = "arn:aws:kms:us-east-1:123456789012:key/x"
    use_aws_owned_key = false
  }
}
resource "aws_mq_broker" "pass_ref" {
  broker_name = "b"
  encryption_options {
    use_aws_owned_key = false
    kms_key_id        = aws_kms_key.aux.arn
  }
}
resource "aws_mq_broker" "fail_absent" { broker_name = "b" }
resource "aws_mq_broker" "fail_owned" {
  broker_name = "b"
  encryption_options { use_aws_owned_key = true }
}
resource "aws_mq_broker" "fail_empty" {
  broker_name = "b"
  encryption_options {}
}
