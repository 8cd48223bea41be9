resource "aws_s3_bucket" "pass_private" {
  bucket = "a"
  acl    = "private"
}
resource "aws_s3_bucket" "pass_absent" { bucket = "b" }
resource "aws_s3_bucket" "fail_rw" {
  bucket = "d"
  acl    = "public-read-write"
}
resource "aws_s3_bucket" "fail_grant" {
  bucket = "gg"
  grant {
    type        = "Group"
    permissions = ["READ", "WRITE"]
    uri         = "http://acs.amazonaws.com/groups/global/AllUsers"
  }
}
resource "aws_s3_bucket_acl" "pass_acl_private" {
  bucket = "x"
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
      permission = "WRITE"
    }
    owner { id = "abcdef" }
  }
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
      permission = "WRITE"
    }
    owner { id = "abcdef" }
  }
}
resource "aws_s3_bucket_acl" "fail_grant_full" {
  bucket = "x5"
  access_control_policy {
    grant {
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AllUsers"
      }
      permission = "FULL_CONTROL"
    }
    owner { id = "abcdef" }
  }
}
