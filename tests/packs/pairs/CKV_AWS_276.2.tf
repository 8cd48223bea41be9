resource "aws_api_gateway_method_settings" "pass_null" {
  settings {
    data_trace_enabled = null
  }
}
