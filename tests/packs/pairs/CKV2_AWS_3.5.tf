resource "aws_guardduty_detector" "pass_org" { enable = true }
resource "aws_guardduty_organization_configuration" "aux" {
  auto_enable_organization_members = "ALL"
  detector_id                      = aws_guardduty_detector.pass_org.id
}
