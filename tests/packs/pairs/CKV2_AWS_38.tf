resource "aws_route53_zone" "pass_signed" { name = "example.com" }
resource "aws_route53_key_signing_key" "aux" {
  hosted_zone_id             = aws_route53_zone.pass_signed.id
  key_management_service_arn = "k"
  name                       = "n"
}
resource "aws_route53_hosted_zone_dnssec" "aux" { hosted_zone_id = aws_route53_key_signing_key.aux.hosted_zone_id }
resource "aws_route53_zone" "pass_direct" { name = "example.org" }
resource "aws_route53_key_signing_key" "aux2" {
  hosted_zone_id             = aws_route53_zone.pass_direct.zone_id
  key_management_service_arn = "k"
  name                       = "n"
}
resource "aws_route53_hosted_zone_dnssec" "aux2" { hosted_zone_id = aws_route53_zone.pass_direct.zone_id }
resource "aws_route53_zone" "left_private" {
  name = "private.example"
  vpc { vpc_id = "v" }
}
resource "aws_route53_zone" "fail_absent" { name = "other.example" }
resource "aws_route53_zone" "fail_key_only" { name = "keyonly.example" }
resource "aws_route53_key_signing_key" "aux3" {
  hosted_zone_id             = aws_route53_zone.fail_key_only.id
  key_management_service_arn = "k"
  name                       = "n"
}
resource "aws_route53_zone" "fail_off" { name = "off.example" }
resource "aws_route53_hosted_zone_dnssec" "aux4" {
  hosted_zone_id = aws_route53_zone.fail_off.id
  signing_status = "NOT_SIGNING"
}
