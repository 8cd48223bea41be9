resource "aws_s3_bucket" "pass_two" {
  bucket = "x"
  replication_configuration {
    role = "x"
    rules {
      status = "Disabled"
      destination {
        bucket = "arn:aws:s3:::b"
      }
    }
    rules {
      status = "Enabled"
      destination {
        bucket = "arn:aws:s3:::c"
      }
    }
  }
}
resource "aws_s3_bucket" "pass_arn" {
  bucket = "y"
}
resource "aws_s3_bucket_replication_configuration" "arn" {
  depends_on = [aws_s3_bucket_versioning.v]
  role       = aws_iam_role.r.arn
  bucket     = aws_s3_bucket.pass_arn.bucket
  rule {
    id     = "x"
    prefix = "foo"
    status = "Enabled"
    destination {
      bucket        = aws_s3_bucket.dest.arn
      storage_class = "STANDARD"
    }
  }
}
