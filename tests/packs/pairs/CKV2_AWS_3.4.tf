resource "aws_guardduty_detector" "pass_org" { enable = true }
resource "aws_guardduty_organization_configuration" "fail_conf" {
  auto_enable = false
  detector_id = aws_guardduty_detector.pass_org.id
}
