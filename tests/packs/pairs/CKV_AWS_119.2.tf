resource "aws_dynamodb_table" "pass_dyn" {
  dynamic "server_side_encryption" {
    for_each = ["arn:aws:kms:us-east-1:123456789012:key/1"]
    content {
      enabled     = true
      kms_key_arn = server_side_encryption.value
    }
  }
}
resource "aws_dynamodb_table" "fail_null" {
  server_side_encryption {
    enabled     = true
    kms_key_arn = null
  }
}
