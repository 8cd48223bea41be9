resource "aws_db_instance" "pass_on" {
  engine                              = "mysql"
  iam_database_authentication_enabled = true
}
resource "aws_db_instance" "pass_pg" {
  engine                              = "postgres"
  iam_database_authentication_enabled = "true"
}
resource "aws_db_instance" "left_mssql" {
  engine = "sqlserver-ex"
}
resource "aws_db_instance" "fail_absent" {
  engine = "mysql"
}
resource "aws_db_instance" "fail_off" {
  engine                              = "postgres"
  iam_database_authentication_enabled = false
}
resource "aws_db_instance" "fail_maria" {
  engine                              = "mariadb"
  iam_database_authentication_enabled = "false"
}
