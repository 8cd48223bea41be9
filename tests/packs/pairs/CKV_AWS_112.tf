resource "aws_ssm_document" "pass_kms" {
  name            = "SSM-SessionManagerRunShell"
  document_type   = "Session"
  document_format = "JSON"
  content         = <<DOC
{"schemaVersion": "1.0", "description": "d", "sessionType": "Standard_Stream", "inputs": {"s3BucketName": "b", "s3EncryptionEnabled": true, "kmsKeyId": "1234abcd-12ab-34cd-56ef-1234567890ab", "runAsEnabled": false}}
DOC
}
resource "aws_ssm_document" "pass_enc" {
  name          = "SSM-SessionManagerRunShell"
  document_type = "Session"
  content       = jsonencode({ schemaVersion = "1.0", sessionType = "Standard_Stream", inputs = { kmsKeyId = "alias/session" } })
}
resource "aws_ssm_document" "fail_absent" {
  name          = "SSM-SessionManagerRunShell"
  document_type = "Session"
  content       = jsonencode({ schemaVersion = "1.0", sessionType = "Standard_Stream", inputs = { s3BucketName = "b" } })
}
resource "aws_ssm_document" "fail_empty" {
  name          = "SSM-SessionManagerRunShell"
  document_type = "Session"
  content       = jsonencode({ schemaVersion = "1.0", sessionType = "Standard_Stream", inputs = { kmsKeyId = "" } })
}
resource "aws_ssm_document" "fail_yaml" {
  name            = "x"
  document_type   = "Session"
  document_format = "YAML"
  content         = <<DOC
schemaVersion: '1.0'
description: d
sessionType: Standard_Stream
inputs:
  s3BucketName: b
  kmsKeyId: ''
DOC
}
resource "aws_ssm_document" "pass_yaml" {
  name            = "x"
  document_type   = "Session"
  document_format = "YAML"
  content         = <<DOC
schemaVersion: '1.0'
sessionType: Standard_Stream
inputs:
  kmsKeyId: 'alias/session'
DOC
}
