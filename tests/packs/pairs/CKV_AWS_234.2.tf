resource "aws_acm_certificate" "fail_dyn" {
  dynamic "options" {
    for_each = ["DISABLED"]
    content {
      certificate_transparency_logging_preference = options.value
    }
  }
}
