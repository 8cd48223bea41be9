resource "aws_s3_bucket_acl" "pass_private" {
  bucket = "x"
  acl    = "private"
}
resource "aws_s3_bucket_acl" "pass_owner" {
  bucket = "y"
  access_control_policy {
    grant {
      grantee {
        id   = "abc"
        type = "CanonicalUser"
      }
      permission = "READ"
    }
  }
}
resource "aws_s3_bucket_acl" "fail_canned" {
  bucket = "z"
  acl    = "authenticated-read"
}
resource "aws_s3_bucket_acl" "fail_grant" {
  bucket = "w"
  access_control_policy {
    grant {
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
      }
      permission = "READ_ACP"
    }
  }
}
resource "aws_s3_bucket_acl" "fail_second" {
  bucket = "v"
  access_control_policy {
    grant {
      grantee {
        id   = "abc"
        type = "CanonicalUser"
      }
      permission = "READ"
    }
    grant {
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
      }
      permission = "WRITE"
    }
  }
}
