resource "aws_networkfirewall_firewall" "fail_alone" {
  name = "x"
}
