resource "aws_s3_bucket_acl" "fail_full" {
  bucket = aws_s3_bucket.b.id
  access_control_policy {
    grant {
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
      }
      permission = "FULL_CONTROL"
    }
    owner {
      id = "x"
    }
  }
}
