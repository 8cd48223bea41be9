resource "aws_db_instance" "pass_on" {
  enabled_cloudwatch_logs_exports = ["general", "error", "slowquery"]
}
resource "aws_db_instance" "pass_one" {
  engine                          = "postgres"
  enabled_cloudwatch_logs_exports = ["postgresql"]
}
resource "aws_db_instance" "fail_absent" {
  engine = "mysql"
}
resource "aws_db_instance" "fail_empty" {
  enabled_cloudwatch_logs_exports = []
}
resource "aws_db_instance" "fail_null" {
  enabled_cloudwatch_logs_exports = null
}
