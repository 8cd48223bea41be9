resource "aws_kms_key" "aux" {}
resource "aws_codepipeline" "pass_lit" {
  name = "p"
  artifact_store {
    location = "b"
    type     = "S3"
    encryption_key {
      id   = "arn:aws:kms:us-east-1:123456789012:key/x"
      type = "KMS"
    }
  }
}
resource "aws_codepipeline" "pass_ref" {
  name = "p"
  artifact_store {
    location = "b"
    type     = "S3"
    encryption_key {
      id   = aws_kms_key.aux.arn
      type = "KMS"
    }
  }
}
resource "aws_codepipeline" "fail_absent" {
  name = "p"
  artifact_store {
    location = "b"
    type     = "S3"
  }
}
resource "aws_codepipeline" "fail_second" {
  name = "p"
  artifact_store {
    region   = "us-east-1"
    location = "b"
    type     = "S3"
    encryption_key {
      id   = aws_kms_key.aux.arn
      type = "KMS"
    }
  }
  artifact_store {
    region   = "us-west-2"
    location = "b"
    type     = "S3"
  }
}
