resource "aws_instance" "aux" { ami = "a" }
resource "aws_route53_record" "pass_inst" {
  type    = "A"
  name    = "a"
  records = [aws_instance.aux.public_ip]
  ttl     = 5
}
resource "aws_route53_record" "left_alias_cf" {
  type = "A"
  name = "a"
  alias {
    name                   = aws_cloudfront_distribution.aux.domain_name
    zone_id                = "z"
    evaluate_target_health = false
  }
}
resource "aws_cloudfront_distribution" "aux" { enabled = true }
resource "aws_route53_record" "fail_mixed" {
  type    = "A"
  name    = "a"
  ttl     = 5
  records = [aws_instance.aux.public_ip, "1.2.3.4"]
}
variable "ip" {}
resource "aws_route53_record" "unknown_var" {
  type    = "A"
  name    = "a"
  records = [var.ip]
  ttl     = 5
}
resource "aws_route53_record" "pass_module" {
  type    = "A"
  name    = "a"
  records = [data.aws_instance.d.public_ip]
  ttl     = 5
}
data "aws_instance" "d" { instance_id = "i-1" }
