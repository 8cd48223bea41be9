resource "aws_dynamodb_table" "pass_cmk" {
  hash_key = "x"
  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.x.arn
  }
}
resource "aws_dynamodb_table" "pass_literal" {
  server_side_encryption {
    enabled     = "true"
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/1"
  }
}
resource "aws_dynamodb_table" "fail_absent" {
  hash_key = "x"
}
resource "aws_dynamodb_table" "fail_off" {
  server_side_encryption {
    enabled = false
  }
}
resource "aws_dynamodb_table" "fail_nokey" {
  server_side_encryption {
    enabled = true
  }
}
resource "aws_dynamodb_table" "fail_off_key" {
  server_side_encryption {
    enabled     = false
    kms_key_arn = aws_kms_key.x.arn
  }
}
