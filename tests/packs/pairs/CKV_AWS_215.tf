resource "aws_appsync_api_cache" "stricter_on" {
  api_id                     = "a"
  transit_encryption_enabled = true
}
resource "aws_appsync_api_cache" "pass_string" {
  transit_encryption_enabled = "true"
  at_rest_encryption_enabled = true
}
resource "aws_appsync_api_cache" "fail_absent" { api_id = "a" }
resource "aws_appsync_api_cache" "fail_off" {
  transit_encryption_enabled = false
  at_rest_encryption_enabled = true
}
