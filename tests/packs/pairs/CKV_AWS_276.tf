resource "aws_api_gateway_method_settings" "pass_absent" {
  settings {
    metrics_enabled = true
    logging_level   = "INFO"
  }
}
resource "aws_api_gateway_method_settings" "pass_off" {
  settings {
    data_trace_enabled = false
  }
}
resource "aws_api_gateway_method_settings" "fail_on" {
  settings {
    data_trace_enabled = true
  }
}
resource "aws_api_gateway_method_settings" "fail_text" {
  method_path = "*/*"
  settings {
    data_trace_enabled = "true"
    logging_level      = "ERROR"
  }
}
