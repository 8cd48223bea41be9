resource "aws_codepipeline" "stricter_alias" {
  artifact_store {
    location = "b"
    type     = "S3"
    encryption_key {
      id   = "arn:aws:kms:us-east-1:123456789012:alias/aws/s3"
      type = "KMS"
    }
  }
}
