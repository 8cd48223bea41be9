resource "aws_db_instance" "pass_4096" { ca_cert_identifier = "rds-ca-rsa4096-g1" }
resource "aws_db_instance" "fail_other" { ca_cert_identifier = "rds-ca-2010" }
resource "aws_db_instance" "pass_null" { ca_cert_identifier = null }
