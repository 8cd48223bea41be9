resource "aws_networkfirewall_firewall" "pass_on" {
  name              = "f"
  delete_protection = true
}
resource "aws_networkfirewall_firewall" "pass_string" { delete_protection = "true" }
resource "aws_networkfirewall_firewall" "fail_absent" { name = "f" }
resource "aws_networkfirewall_firewall" "fail_off" { delete_protection = false }
