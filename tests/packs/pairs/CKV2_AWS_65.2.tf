resource "aws_s3_bucket_ownership_controls" "fail_var" {
  bucket = "x"
  rule {
    object_ownership = var.o
  }
}
variable "o" {
  default = "ObjectWriter"
}
