resource "aws_vpc_endpoint_service" "pass_on" {
  acceptance_required = true
}
resource "aws_vpc_endpoint_service" "pass_text" {
  acceptance_required        = "true"
  network_load_balancer_arns = [aws_lb.x.arn]
}
resource "aws_vpc_endpoint_service" "fail_off" {
  acceptance_required = false
}
resource "aws_vpc_endpoint_service" "fail_text" {
  acceptance_required = "false"
}
