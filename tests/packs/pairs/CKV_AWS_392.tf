resource "aws_s3_access_point" "pass_all" {
  bucket = "x"
  name   = "x"
  public_access_block_configuration {
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}
resource "aws_s3_access_point" "pass_absent" {
  bucket = "x"
  name   = "y"
}
resource "aws_s3_access_point" "fail_off" {
  bucket = "x"
  name   = "z"
  public_access_block_configuration {
    block_public_acls       = false
    block_public_policy     = false
    ignore_public_acls      = false
    restrict_public_buckets = false
  }
}
resource "aws_s3_access_point" "fail_one" {
  name = "w"
  public_access_block_configuration {
    block_public_acls       = true
    block_public_policy     = "false"
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}
