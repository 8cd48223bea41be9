resource "aws_ssm_document" "pass_kms" {
  name            = "SSM-SessionManagerRunShell"
  document_type   = "Session"
  document_format = "JSON"
  content         = <<DOC
{
  "schemaVersion": "1.0",
  "description": "x",
  "sessionType": "Standard_Stream",
  "inputs": {
    "s3BucketName": "example",
    "s3EncryptionEnabled": true,
    "cloudWatchLogGroupName": "example",
    "cloudWatchEncryptionEnabled": true,
    "kmsKeyId": "x"
  }
}
DOC
}
resource "aws_ssm_document" "pass_s3" {
  document_type = "Session"
  content = jsonencode({
    schemaVersion = "1.0"
    sessionType   = "Standard_Stream"
    inputs = {
      s3BucketName        = "example"
      s3EncryptionEnabled = true
    }
  })
}
resource "aws_ssm_document" "pass_cw" {
  document_type = "Session"
  content = jsonencode({
    schemaVersion = "1.0"
    sessionType   = "Standard_Stream"
    inputs = {
      s3BucketName                = ""
      cloudWatchLogGroupName      = "example"
      cloudWatchEncryptionEnabled = true
    }
  })
}
resource "aws_ssm_document" "pass_yaml" {
  document_type   = "Session"
  document_format = "YAML"
  content         = <<DOC
schemaVersion: '1.0'
sessionType: Standard_Stream
inputs:
  s3BucketName: example
  s3EncryptionEnabled: true
DOC
}
resource "aws_ssm_document" "fail_none" {
  document_type = "Session"
  content = jsonencode({
    schemaVersion = "1.0"
    sessionType   = "Standard_Stream"
    inputs = {
      kmsKeyId = "x"
    }
  })
}
resource "aws_ssm_document" "fail_clear" {
  document_type = "Session"
  content = jsonencode({
    schemaVersion = "1.0"
    sessionType   = "Standard_Stream"
    inputs = {
      s3BucketName                = "example"
      s3EncryptionEnabled         = false
      cloudWatchLogGroupName      = ""
      cloudWatchEncryptionEnabled = true
    }
  })
}
resource "aws_ssm_document" "fail_clearcw" {
  document_type = "Session"
  content       = <<DOC
{"schemaVersion": "1.0", "sessionType": "Standard_Stream", "inputs": {"cloudWatchLogGroupName": "x", "cloudWatchEncryptionEnabled": false}}
DOC
}
