resource "aws_elasticsearch_domain" "pass_set" {
  vpc_options {
    subnet_ids         = ["subnet-1"]
    security_group_ids = ["sg-1"]
  }
}
resource "aws_opensearch_domain" "pass_set" {
  vpc_options {
    security_group_ids = [aws_security_group.x.id]
  }
}
resource "aws_elasticsearch_domain" "fail_vpc" {
  vpc_options {
    subnet_ids = ["subnet-1"]
  }
}
resource "aws_opensearch_domain" "fail_vpc" {
  vpc_options {
    subnet_ids = ["subnet-1"]
  }
}
resource "aws_opensearch_domain" "fail_empty" {
  vpc_options {
    subnet_ids         = ["subnet-1"]
    security_group_ids = []
  }
}
