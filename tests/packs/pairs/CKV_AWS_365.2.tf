resource "aws_ses_configuration_set" "fail_dyn" {
  dynamic "delivery_options" {
    for_each = []
    content {
      tls_policy = "Require"
    }
  }
}
