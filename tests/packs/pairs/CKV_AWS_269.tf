resource "aws_kms_key" "aux" {}
resource "aws_connect_instance_storage_config" "pass_lit" {
  instance_id   = "i"
  resource_type = "MEDIA_STREAMS"
  storage_config {
    kinesis_video_stream_config {
      prefix                 = "p"
      retention_period_hours = 3
      encryption_config {
        encryption_type = "KMS"
        key_id          = "arn:aws:kms:us-east-1:123456789012:key/x"
      }
    }
    storage_type = "KINESIS_VIDEO_STREAM"
  }
}
resource "aws_connect_instance_storage_config" "pass_ref" {
  instance_id = "i"
  storage_config {
    kinesis_video_stream_config {
      encryption_config {
        encryption_type = "KMS"
        key_id          = aws_kms_key.aux.arn
      }
    }
    storage_type = "KINESIS_VIDEO_STREAM"
  }
}
resource "aws_connect_instance_storage_config" "fail_absent" {
  instance_id   = "i"
  resource_type = "MEDIA_STREAMS"
  storage_config {
    kinesis_video_stream_config {
      prefix                 = "p"
      retention_period_hours = 3
    }
    storage_type = "KINESIS_VIDEO_STREAM"
  }
}
resource "aws_connect_instance_storage_config" "fail_no_key" {
  instance_id   = "i"
  resource_type = "MEDIA_STREAMS"
  storage_config {
    kinesis_video_stream_config {
      prefix = "p"
      encryption_config { encryption_type = "KMS" }
    }
    storage_type = "KINESIS_VIDEO_STREAM"
  }
}
resource "aws_connect_instance_storage_config" "stricter_s3" {
  instance_id   = "i"
  resource_type = "CHAT_TRANSCRIPTS"
  storage_config {
    s3_config {
      bucket_name   = "b"
      bucket_prefix = "p"
    }
    storage_type = "S3"
  }
}
