resource "aws_db_instance" "pass_on" {
  multi_az = true
}
resource "aws_db_instance" "pass_text" {
  engine   = "mysql"
  multi_az = "true"
}
resource "aws_db_instance" "fail_absent" {
  engine = "mysql"
}
resource "aws_db_instance" "fail_off" {
  multi_az = false
}
resource "aws_db_instance" "fail_null" {
  multi_az = null
}
