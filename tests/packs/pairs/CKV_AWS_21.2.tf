resource "aws_s3_bucket" "pass_each" {
  for_each = toset(["a", "b"])
  bucket   = each.key
}
resource "aws_s3_bucket_versioning" "each" {
  for_each = aws_s3_bucket.pass_each
  bucket   = each.value.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket" "pass_name" {
  bucket = "by-name"
}
resource "aws_s3_bucket_versioning" "name" {
  bucket = "by-name"
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket" "pass_var" {
  versioning {
    enabled = var.versioned
  }
}
variable "versioned" {
  type    = bool
  default = true
}
resource "aws_s3_bucket" "pass_dyn" {
  dynamic "versioning" {
    for_each = [true]
    content {
      enabled = versioning.value
    }
  }
}
resource "aws_s3_bucket" "fail_dyn" {
  dynamic "versioning" {
    for_each = []
    content {
      enabled = true
    }
  }
}
resource "aws_s3_bucket" "fail_mfa" {
  versioning {
    enabled    = "false"
    mfa_delete = true
  }
}
