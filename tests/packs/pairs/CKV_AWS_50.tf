resource "aws_lambda_function" "pass_active" {
  function_name = "f"
  role          = "r"
  tracing_config { mode = "Active" }
}
resource "aws_lambda_function" "pass_dyn" {
  function_name = "f"
  dynamic "tracing_config" {
    for_each = ["Active"]
    content { mode = tracing_config.value }
  }
}
resource "aws_lambda_function" "fail_absent" {
  function_name = "f"
  role          = "r"
}
resource "aws_lambda_function" "fail_pass" {
  function_name = "f"
  tracing_config { mode = "PassThrough" }
}
