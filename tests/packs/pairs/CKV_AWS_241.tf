resource "aws_kms_key" "aux" {}
resource "aws_kinesis_firehose_delivery_stream" "pass_lit" {
  name        = "s"
  destination = "extended_s3"
  server_side_encryption {
    enabled  = true
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = "arn:aws:kms:us-east-1:123456789012:key/x"
  }
}
resource "aws_kinesis_firehose_delivery_stream" "pass_ref" {
  name = "s"
  server_side_encryption {
    enabled  = "true"
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = aws_kms_key.aux.arn
  }
}
resource "aws_kinesis_firehose_delivery_stream" "fail_absent" {
  name        = "s"
  destination = "extended_s3"
}
resource "aws_kinesis_firehose_delivery_stream" "fail_owned" {
  name = "s"
  server_side_encryption { enabled = true }
}
resource "aws_kinesis_firehose_delivery_stream" "fail_off" {
  name = "s"
  server_side_encryption {
    enabled  = false
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = "k"
  }
}
resource "aws_kinesis_firehose_delivery_stream" "fail_type" {
  name = "s"
  server_side_encryption {
    enabled  = true
    key_type = "AWS_OWNED_CMK"
  }
}
