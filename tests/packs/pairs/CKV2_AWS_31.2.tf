resource "aws_wafv2_web_acl" "fail_alone" {
  scope = "CLOUDFRONT"
}
