resource "aws_s3_bucket_ownership_controls" "pass_on" {
  bucket = "a"
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}
resource "aws_s3_bucket_ownership_controls" "pass_ref" {
  bucket = aws_s3_bucket.x.id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}
resource "aws_s3_bucket_ownership_controls" "fail_preferred" {
  bucket = "b"
  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}
resource "aws_s3_bucket_ownership_controls" "fail_writer" {
  bucket = "c"
  rule {
    object_ownership = "ObjectWriter"
  }
}
