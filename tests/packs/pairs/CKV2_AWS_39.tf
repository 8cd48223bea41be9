resource "aws_route53_zone" "pass_on" {
  name = "example.com"
}
resource "aws_route53_query_log" "q" {
  cloudwatch_log_group_arn = aws_cloudwatch_log_group.x.arn
  zone_id                  = aws_route53_zone.pass_on.zone_id
}
resource "aws_route53_zone" "pass_id" {
  name = "example.net"
}
resource "aws_route53_query_log" "q2" {
  cloudwatch_log_group_arn = "x"
  zone_id                  = aws_route53_zone.pass_id.id
}
resource "aws_route53_zone" "left_private" {
  name = "example.org"
  vpc {
    vpc_id = aws_vpc.x.id
  }
}
resource "aws_route53_zone" "fail_alone" {
  name = "example.edu"
}
