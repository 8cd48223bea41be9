resource "aws_db_instance" "pass_on" {
  engine                = "mysql"
  copy_tags_to_snapshot = true
}
resource "aws_db_instance" "pass_string" { copy_tags_to_snapshot = "true" }
resource "aws_db_instance" "fail_absent" { engine = "mysql" }
resource "aws_db_instance" "fail_off" {
  engine                = "postgres"
  copy_tags_to_snapshot = false
}
resource "aws_db_instance" "left_aurora" { engine = "aurora-mysql" }
