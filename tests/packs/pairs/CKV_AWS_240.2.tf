resource "aws_kinesis_firehose_delivery_stream" "left_source" {
  name = "x"
  kinesis_source_configuration {
    kinesis_stream_arn = aws_kinesis_stream.s.arn
    role_arn           = "x"
  }
}
