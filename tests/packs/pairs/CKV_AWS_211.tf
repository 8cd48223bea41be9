resource "aws_db_instance" "pass_2048" { ca_cert_identifier = "rds-ca-rsa2048-g1" }
resource "aws_db_instance" "pass_ecc" {
  engine             = "mysql"
  ca_cert_identifier = "rds-ca-ecc384-g1"
}
resource "aws_db_instance" "pass_absent" { engine = "mysql" }
resource "aws_db_instance" "fail_2015" {
  engine             = "mysql"
  ca_cert_identifier = "rds-ca-2015"
}
resource "aws_db_instance" "fail_2019" { ca_cert_identifier = "rds-ca-2019" }
