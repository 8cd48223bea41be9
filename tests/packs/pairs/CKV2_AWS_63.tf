resource "aws_networkfirewall_firewall" "pass_on" {
  name = "a"
}
resource "aws_networkfirewall_logging_configuration" "on" {
  firewall_arn = aws_networkfirewall_firewall.pass_on.arn
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
resource "aws_networkfirewall_firewall" "pass_id" {
  name = "b"
}
resource "aws_networkfirewall_logging_configuration" "id" {
  firewall_arn = aws_networkfirewall_firewall.pass_id.id
  logging_configuration {
    log_destination_config {
      log_destination = {
        logGroup = "x"
      }
      log_destination_type = "CloudWatchLogs"
      log_type             = "ALERT"
    }
  }
}
resource "aws_networkfirewall_firewall" "fail_alone" {
  name = "c"
}
