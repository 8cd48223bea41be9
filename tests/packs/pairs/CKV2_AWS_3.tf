resource "aws_guardduty_detector" "pass_on" { enable = true }
resource "aws_guardduty_organization_configuration" "aux" {
  auto_enable = true
  detector_id = aws_guardduty_detector.pass_on.id
}
