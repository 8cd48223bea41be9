resource "aws_cloudtrail" "pass_absent" { name = "t" }
resource "aws_cloudtrail" "pass_on" {
  name           = "t"
  enable_logging = true
}
resource "aws_cloudtrail" "fail_off" {
  name           = "t"
  enable_logging = false
}
resource "aws_cloudtrail" "fail_string" {
  name           = "t"
  enable_logging = "false"
}
