resource "aws_networkfirewall_firewall" "pass_each" {
  for_each = toset(["a"])
  name     = each.key
}
resource "aws_networkfirewall_logging_configuration" "each" {
  for_each     = toset(["a"])
  firewall_arn = aws_networkfirewall_firewall.pass_each[each.key].arn
  logging_configuration {
    log_destination_config {
      log_destination = {
        bucketName = "x"
      }
      log_destination_type = "S3"
      log_type             = "FLOW"
    }
  }
}
