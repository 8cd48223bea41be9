resource "aws_connect_instance_storage_config" "pass_key" {
  resource_type = "CHAT_TRANSCRIPTS"
  storage_config {
    storage_type = "S3"
    s3_config {
      bucket_name   = "x"
      bucket_prefix = "x"
      encryption_config {
        encryption_type = "KMS"
        key_id          = aws_kms_key.x.arn
      }
    }
  }
}
resource "aws_connect_instance_storage_config" "left_kinesis" {
  resource_type = "CONTACT_TRACE_RECORDS"
  storage_config {
    storage_type = "KINESIS_STREAM"
    kinesis_stream_config {
      stream_arn = "x"
    }
  }
}
resource "aws_connect_instance_storage_config" "fail_absent" {
  storage_config {
    storage_type = "S3"
    s3_config {
      bucket_name   = "x"
      bucket_prefix = "x"
    }
  }
}
resource "aws_connect_instance_storage_config" "fail_nokey" {
  storage_config {
    storage_type = "S3"
    s3_config {
      bucket_name = "x"
      encryption_config {
        encryption_type = "KMS"
      }
    }
  }
}
