resource "aws_route53_zone" "pass_counted" {
  count = 1
  name  = "example.com"
}
resource "aws_route53_query_log" "counted" {
  count                    = 1
  cloudwatch_log_group_arn = "x"
  zone_id                  = aws_route53_zone.pass_counted[0].zone_id
}
