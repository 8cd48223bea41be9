resource "aws_athena_workgroup" "pass_cse" {
  configuration {
    result_configuration {
      encryption_configuration {
        encryption_option = "CSE_KMS"
        kms_key_arn       = "arn:aws:kms:us-east-1:123456789012:key/1"
      }
    }
  }
}
