resource "aws_s3_bucket" "pass_dyn" {
  dynamic "lifecycle_rule" {
    for_each = ["logs"]
    content {
      id      = lifecycle_rule.value
      enabled = true
      expiration {
        days = 30
      }
    }
  }
}
resource "aws_s3_bucket" "pass_counted" {
  count = 1
}
resource "aws_s3_bucket_lifecycle_configuration" "counted" {
  count  = 1
  bucket = aws_s3_bucket.pass_counted[0].id
  dynamic "rule" {
    for_each = ["a"]
    content {
      id     = rule.value
      status = "Enabled"
    }
  }
}
