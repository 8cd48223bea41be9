resource "aws_guardduty_detector" "fail_off" { enable = false }
resource "aws_guardduty_organization_configuration" "aux" {
  auto_enable = true
  detector_id = aws_guardduty_detector.fail_off.id
}
