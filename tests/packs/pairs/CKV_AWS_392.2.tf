resource "aws_s3_access_point" "fail_absent_one" {
  bucket = "x"
  public_access_block_configuration {
    block_public_acls = false
  }
}
resource "aws_s3_access_point" "pass_empty" {
  bucket = "y"
  public_access_block_configuration {}
}
