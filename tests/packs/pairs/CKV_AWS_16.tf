variable "u" {}
resource "aws_db_instance" "pass_true" {
  engine            = "mysql"
  instance_class    = "db.t3.micro"
  storage_encrypted = true
}
resource "aws_db_instance" "pass_string" { storage_encrypted = "true" }
resource "aws_db_instance" "fail_absent" {
  engine            = "mysql"
  instance_class    = "db.t3.micro"
  allocated_storage = 10
}
resource "aws_db_instance" "fail_false" { storage_encrypted = false }
resource "aws_db_instance" "fail_string" {
  engine            = "postgres"
  storage_encrypted = "false"
}
resource "aws_db_instance" "fail_null" {
  storage_encrypted = null
  kms_key_id        = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_db_instance" "unknown_var" { storage_encrypted = var.u }
