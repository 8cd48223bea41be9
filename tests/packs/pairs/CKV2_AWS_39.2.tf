resource "aws_route53_zone" "fail_alone" {
  name = "example.com"
}
