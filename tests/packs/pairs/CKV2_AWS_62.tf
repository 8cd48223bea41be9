resource "aws_s3_bucket" "pass_id" { bucket = "a" }
resource "aws_s3_bucket_notification" "aux1" {
  bucket = aws_s3_bucket.pass_id.id
  topic {
    topic_arn = "t"
    events    = ["s3:ObjectCreated:*"]
  }
}
resource "aws_s3_bucket" "pass_bucket" { bucket = "b" }
resource "aws_s3_bucket_notification" "aux2" {
  bucket = aws_s3_bucket.pass_bucket.bucket
  lambda_function {
    lambda_function_arn = "l"
    events              = ["s3:ObjectCreated:*"]
  }
}
resource "aws_s3_bucket" "pass_eb" { bucket = "c" }
resource "aws_s3_bucket_notification" "aux3" {
  bucket      = aws_s3_bucket.pass_eb.id
  eventbridge = true
}
resource "aws_s3_bucket" "fail_absent" { bucket = "d" }
resource "aws_s3_bucket" "fail_bare" {}
