resource "aws_opensearch_domain" "fail_empty" {
  domain_name = "d"
  vpc_options {}
}
resource "aws_elasticsearch_domain" "pass_sg" {
  domain_name = "d"
  vpc_options {
    security_group_ids = ["sg-1"]
    subnet_ids         = ["subnet-1"]
  }
}
resource "aws_opensearch_domain" "fail_nosubnets" {
  domain_name = "d"
  vpc_options { subnet_ids = [] }
}
