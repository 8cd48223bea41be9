resource "aws_lb" "pass_gw" {
  load_balancer_type         = "gateway"
  enable_deletion_protection = true
}
