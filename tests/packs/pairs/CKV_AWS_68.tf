resource "aws_cloudfront_distribution" "pass_v1" {
  enabled    = true
  web_acl_id = aws_waf_web_acl.x.id
}
resource "aws_cloudfront_distribution" "pass_v2" {
  web_acl_id = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/x/1"
}
resource "aws_cloudfront_distribution" "fail_absent" {
  enabled = true
}
resource "aws_cloudfront_distribution" "fail_empty" {
  enabled    = true
  web_acl_id = ""
}
resource "aws_cloudfront_distribution" "fail_null" {
  enabled    = true
  web_acl_id = null
}
