resource "aws_kms_key" "aux" {}
resource "aws_elasticsearch_domain" "pass_es" {
  domain_name = "d"
  encrypt_at_rest {
    enabled    = true
    kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/x"
  }
}
resource "aws_elasticsearch_domain" "fail_es" {
  domain_name = "d"
  encrypt_at_rest { enabled = true }
}
resource "aws_elasticsearch_domain" "fail_es_absent" { domain_name = "d" }
resource "aws_opensearch_domain" "pass_os" {
  domain_name = "d"
  encrypt_at_rest {
    enabled    = true
    kms_key_id = aws_kms_key.aux.arn
  }
}
resource "aws_opensearch_domain" "fail_os" {
  domain_name = "d"
  encrypt_at_rest { enabled = true }
}
resource "aws_opensearch_domain" "fail_os_off" {
  domain_name = "d"
  encrypt_at_rest {
    enabled    = false
    kms_key_id = aws_kms_key.aux.arn
  }
}
