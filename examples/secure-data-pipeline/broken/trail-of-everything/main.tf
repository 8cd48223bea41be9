terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

resource "aws_s3_bucket" "raw_data" {
  bucket = "caa304-raw-data"
}

resource "aws_cloudtrail" "s3_events" {
  name                  = "caa304-s3-events"
  s3_bucket_name        = aws_s3_bucket.raw_data.id
  is_multi_region_trail = true

  event_selector {
    read_write_type = "WriteOnly"

    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}

resource "aws_cloudwatch_log_group" "trail" {
  name = "/aws/cloudtrail/caa304-s3-events"
}
