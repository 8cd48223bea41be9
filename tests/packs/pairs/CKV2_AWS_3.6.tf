resource "aws_guardduty_detector" "pass_org_none" { enable = true }
resource "aws_guardduty_organization_configuration" "fail_conf" {
  auto_enable_organization_members = "NONE"
  detector_id                      = aws_guardduty_detector.pass_org_none.id
}
