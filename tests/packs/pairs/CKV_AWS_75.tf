resource "aws_globalaccelerator_accelerator" "pass_on" {
  name = "a"
  attributes {
    flow_logs_enabled   = true
    flow_logs_s3_bucket = "b"
    flow_logs_s3_prefix = "p"
  }
}
resource "aws_globalaccelerator_accelerator" "pass_string" {
  name = "a"
  attributes {
    flow_logs_enabled   = "true"
    flow_logs_s3_bucket = "b"
  }
}
resource "aws_globalaccelerator_accelerator" "fail_absent" { name = "a" }
resource "aws_globalaccelerator_accelerator" "fail_off" {
  name = "a"
  attributes { flow_logs_enabled = false }
}
resource "aws_globalaccelerator_accelerator" "fail_no_flag" {
  name = "a"
  attributes { flow_logs_s3_bucket = "b" }
}
