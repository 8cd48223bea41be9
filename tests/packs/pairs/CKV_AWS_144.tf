resource "aws_s3_bucket" "pass_inline" {
  bucket = "a"
  versioning {
    enabled = true
  }
  replication_configuration {
    role = "x"
    rules {
      id     = "x"
      status = "Enabled"
      destination {
        bucket = "arn:aws:s3:::b"
      }
    }
  }
}
resource "aws_s3_bucket" "pass_sep" {
  bucket = "b"
}
resource "aws_s3_bucket_replication_configuration" "left_sep" {
  bucket = aws_s3_bucket.pass_sep.id
  role   = "x"
  rule {
    id     = "x"
    status = "Enabled"
    destination {
      bucket        = "arn:aws:s3:::c"
      storage_class = "STANDARD"
    }
  }
}
resource "aws_s3_bucket" "fail_absent" {
  bucket = "d"
}
resource "aws_s3_bucket" "fail_disabled" {
  bucket = "e"
  replication_configuration {
    role = "x"
    rules {
      status = "Disabled"
      destination {
        bucket = "arn:aws:s3:::b"
      }
    }
  }
}
resource "aws_s3_bucket" "fail_sepdis" {
  bucket = "f"
}
resource "aws_s3_bucket_replication_configuration" "left_sepdis" {
  bucket = aws_s3_bucket.fail_sepdis.bucket
  role   = "x"
  rule {
    status = "Disabled"
    destination {
      bucket = "arn:aws:s3:::c"
    }
  }
}
