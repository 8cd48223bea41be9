resource "aws_lb" "aux" { name = "l" }
resource "aws_eip" "aux" { domain = "vpc" }
resource "aws_route53_record" "left_alias" {
  zone_id = "z"
  name    = "a"
  type    = "A"
  alias {
    name                   = aws_lb.aux.dns_name
    zone_id                = aws_lb.aux.zone_id
    evaluate_target_health = true
  }
}
resource "aws_route53_record" "pass_eip" {
  zone_id = "z"
  name    = "a"
  type    = "A"
  ttl     = "300"
  records = [aws_eip.aux.public_ip]
}
resource "aws_route53_record" "left_cname" {
  zone_id = "z"
  name    = "a"
  type    = "CNAME"
  ttl     = 300
  records = ["example.com"]
}
resource "aws_route53_record" "fail_ip" {
  zone_id = "z"
  name    = "a"
  type    = "A"
  ttl     = "300"
  records = ["1.1.1.1"]
}
resource "aws_route53_record" "fail_ip2" {
  zone_id = "z"
  name    = "b"
  type    = "A"
  ttl     = "300"
  records = ["52.1.2.3", "52.1.2.4"]
}
