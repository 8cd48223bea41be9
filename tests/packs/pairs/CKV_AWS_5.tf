resource "aws_elasticsearch_domain" "pass_on" {
  domain_name = "x"
  encrypt_at_rest {
    enabled = true
  }
}
resource "aws_opensearch_domain" "pass_on" {
  domain_name = "x"
  encrypt_at_rest {
    enabled    = true
    kms_key_id = "key"
  }
}
resource "aws_opensearch_domain" "pass_text" {
  domain_name = "x2"
  encrypt_at_rest {
    enabled = "true"
  }
}
resource "aws_elasticsearch_domain" "fail_absent" {
  domain_name = "x"
}
resource "aws_opensearch_domain" "fail_absent" {
  domain_name = "x"
}
resource "aws_elasticsearch_domain" "fail_off" {
  domain_name = "x"
  encrypt_at_rest {
    enabled = false
  }
}
resource "aws_opensearch_domain" "fail_off_text" {
  domain_name = "x"
  encrypt_at_rest {
    enabled = "false"
  }
}
resource "aws_elasticsearch_domain" "fail_empty" {
  domain_name = "x"
  encrypt_at_rest {}
}
