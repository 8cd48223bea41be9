resource "aws_route53_zone" "fail_vpcassoc" { name = "a.example" }
