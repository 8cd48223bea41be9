resource "aws_kinesis_firehose_delivery_stream" "pass_on" {
  server_side_encryption {
    enabled = true
  }
}
resource "aws_kinesis_firehose_delivery_stream" "pass_cmk" {
  server_side_encryption {
    enabled  = "true"
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = aws_kms_key.x.arn
  }
}
resource "aws_kinesis_firehose_delivery_stream" "fail_absent" {
  name = "x"
}
resource "aws_kinesis_firehose_delivery_stream" "fail_off" {
  server_side_encryption {
    enabled = false
  }
}
resource "aws_kinesis_firehose_delivery_stream" "fail_empty" {
  server_side_encryption {}
}
