resource "aws_redshift_parameter_group" "fail_zero" {
  parameter {
    name  = "require_ssl"
    value = "0"
  }
}
resource "aws_redshift_parameter_group" "pass_dyn" {
  dynamic "parameter" {
    for_each = { require_ssl = "true", enable_user_activity_logging = "true" }
    content {
      name  = parameter.key
      value = parameter.value
    }
  }
}
