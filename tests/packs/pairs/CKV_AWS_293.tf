resource "aws_db_instance" "pass_on" {
  engine              = "mysql"
  deletion_protection = true
}
resource "aws_db_instance" "pass_string" { deletion_protection = "true" }
resource "aws_db_instance" "fail_absent" { engine = "mysql" }
resource "aws_db_instance" "fail_off" { deletion_protection = false }
