resource "aws_s3_bucket_acl" "fail_authread" {
  bucket = "b"
  acl    = "authenticated-read"
}
resource "aws_s3_bucket_acl" "fail_authgrant" {
  bucket = "b"
  access_control_policy {
    grant {
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
      }
      permission = "READ"
    }
    owner { id = "x" }
  }
}
resource "aws_s3_bucket" "pass_bucket" { bucket = "q" }
resource "aws_s3_bucket_acl" "fail_sep" {
  bucket = aws_s3_bucket.pass_bucket.id
  acl    = "public-read"
}
