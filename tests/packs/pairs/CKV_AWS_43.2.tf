resource "aws_kinesis_stream" "pass_var" {
  encryption_type = var.e
  kms_key_id      = "alias/aws/kinesis"
}
variable "e" {
  default = "KMS"
}
