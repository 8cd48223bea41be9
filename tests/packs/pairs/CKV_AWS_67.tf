resource "aws_cloudtrail" "pass_on" {
  name                  = "t"
  is_multi_region_trail = true
}
resource "aws_cloudtrail" "pass_string" {
  name                  = "t"
  is_multi_region_trail = "true"
}
resource "aws_cloudtrail" "fail_absent" {
  name           = "t"
  s3_bucket_name = "b"
}
resource "aws_cloudtrail" "fail_off" {
  name                  = "t"
  is_multi_region_trail = false
}
