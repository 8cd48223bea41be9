resource "aws_s3_bucket_acl" "pass_private" {
  bucket = "x"
  acl    = "private"
}
resource "aws_s3_bucket_acl" "pass_owner" {
  bucket = "y"
  access_control_policy {
    grant {
      grantee {
        id   = data.aws_canonical_user_id.current.id
        type = "CanonicalUser"
      }
      permission = "FULL_CONTROL"
    }
    owner {
      id = data.aws_canonical_user_id.current.id
    }
  }
}
resource "aws_s3_bucket_acl" "fail_allusers" {
  bucket = "z"
  access_control_policy {
    grant {
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AllUsers"
      }
      permission = "READ_ACP"
    }
    owner {
      id = "x"
    }
  }
}
resource "aws_s3_bucket_acl" "fail_full" {
  bucket = "w"
  access_control_policy {
    grant {
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AllUsers"
      }
      permission = "FULL_CONTROL"
    }
  }
}
