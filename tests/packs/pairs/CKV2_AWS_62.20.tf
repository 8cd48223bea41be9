resource "aws_s3_bucket" "pass_each" {
  for_each = toset(["a"])
  bucket   = each.key
}
resource "aws_s3_bucket_notification" "n" {
  for_each = aws_s3_bucket.pass_each
  bucket   = each.value.bucket
  queue {
    queue_arn = "q"
    events    = ["s3:ObjectCreated:*"]
  }
}
resource "aws_s3_bucket" "pass_lit" { bucket = "lit" }
resource "aws_s3_bucket_notification" "l" {
  bucket = "lit"
  topic {
    topic_arn = "q"
    events    = ["s3:ObjectCreated:*"]
  }
}
resource "aws_s3_bucket" "fail_hollow" { bucket = "hollow" }
resource "aws_s3_bucket_notification" "h" { bucket = aws_s3_bucket.fail_hollow.id }
