resource "aws_api_gateway_method_settings" "pass_on" {
  method_path = "*/*"
  settings {
    caching_enabled      = true
    cache_data_encrypted = true
  }
}
resource "aws_api_gateway_method_settings" "left_off" {
  method_path = "*/*"
  settings { caching_enabled = false }
}
resource "aws_api_gateway_method_settings" "left_absent" {
  method_path = "*/*"
  settings { metrics_enabled = true }
}
resource "aws_api_gateway_method_settings" "fail_absent" {
  method_path = "*/*"
  settings { caching_enabled = true }
}
resource "aws_api_gateway_method_settings" "fail_off" {
  method_path = "*/*"
  settings {
    caching_enabled      = true
    cache_data_encrypted = false
  }
}
