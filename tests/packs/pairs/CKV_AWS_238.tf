resource "aws_guardduty_detector" "pass_on" {
  enable = true
}
resource "aws_guardduty_detector" "pass_absent" {
}
resource "aws_guardduty_detector" "fail_off" {
  enable = false
}
resource "aws_guardduty_detector" "fail_text" {
  enable = "false"
}
