resource "aws_cloudtrail" "trail" {
  name           = "trail"
  s3_bucket_name = aws_s3_bucket.fail_trail.id
}

resource "aws_s3_bucket" "fail_trail" {
  bucket = "trail"
  acl    = "public-read"
}

resource "aws_s3_bucket" "pass_private" {
  bucket = "private"
  acl    = "private"
}

resource "aws_s3_bucket" "stricter_site" {
  bucket = "site"
  acl    = "public-read"
}
