resource "aws_s3_bucket" "pass_private" {
  bucket = "a"
  acl    = "private"
}
resource "aws_s3_bucket" "pass_absent" { bucket = "b" }
resource "aws_s3_bucket" "pass_log" {
  bucket = "b"
  acl    = "log-delivery-write"
}
resource "aws_s3_bucket" "fail_read" {
  bucket = "c"
  acl    = "public-read"
}
resource "aws_s3_bucket" "fail_rw" {
  bucket = "d"
  acl    = "public-read-write"
}
resource "aws_s3_bucket" "fail_grant" {
  bucket = "gg"
  grant {
    type        = "Group"
    permissions = ["READ"]
    uri         = "http://acs.amazonaws.com/groups/global/AllUsers"
  }
}
resource "aws_s3_bucket_acl" "pass_acl_private" {
  bucket = aws_s3_bucket.pass_absent.id
  acl    = "private"
}
resource "aws_s3_bucket_acl" "pass_owner" {
  bucket = "x1"
  access_control_policy {
    grant {
      grantee {
        id   = "abcdef"
        type = "CanonicalUser"
      }
      permission = "READ"
    }
    owner { id = "abcdef" }
  }
}
resource "aws_s3_bucket_acl" "fail_acl" {
  bucket = "x2"
  acl    = "public-read"
}
resource "aws_s3_bucket_acl" "fail_acl_rw" {
  bucket = "x3"
  acl    = "public-read-write"
}
resource "aws_s3_bucket_acl" "fail_grant_all" {
  bucket = "x4"
  access_control_policy {
    grant {
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AllUsers"
      }
      permission = "READ"
    }
    owner { id = "abcdef" }
  }
}
resource "aws_s3_bucket_acl" "fail_grant_second" {
  bucket = "x5"
  access_control_policy {
    grant {
      grantee {
        id   = "abcdef"
        type = "CanonicalUser"
      }
      permission = "FULL_CONTROL"
    }
    grant {
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AllUsers"
      }
      permission = "READ_ACP"
    }
    owner { id = "abcdef" }
  }
}
