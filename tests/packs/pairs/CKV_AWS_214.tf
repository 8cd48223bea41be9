resource "aws_appsync_api_cache" "stricter_on" {
  at_rest_encryption_enabled = true
}
resource "aws_appsync_api_cache" "stricter_text" {
  api_id                     = "x"
  at_rest_encryption_enabled = "true"
}
resource "aws_appsync_api_cache" "fail_absent" {
  api_id                     = "x"
  transit_encryption_enabled = true
}
resource "aws_appsync_api_cache" "fail_off" {
  at_rest_encryption_enabled = false
}
