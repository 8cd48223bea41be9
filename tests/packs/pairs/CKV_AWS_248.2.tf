resource "aws_elasticsearch_domain" "left_public" {
  domain_name = "x"
}
resource "aws_elasticsearch_domain" "fail_null" {
  vpc_options {
    subnet_ids         = ["subnet-1"]
    security_group_ids = null
  }
}
