resource "aws_s3_bucket" "pass_dyn" {
  bucket = "x"
  dynamic "logging" {
    for_each = ["logs"]
    content { target_bucket = logging.value }
  }
}
variable "b" { default = "named" }
resource "aws_s3_bucket" "pass_var" { bucket = var.b }
resource "aws_s3_bucket_logging" "v" {
  bucket        = var.b
  target_bucket = "logs"
  target_prefix = "x"
}
resource "aws_s3_bucket" "fail_other" { bucket = "o" }
resource "aws_s3_bucket_logging" "o" {
  bucket        = "somewhere"
  target_bucket = "logs"
  target_prefix = "x"
}
