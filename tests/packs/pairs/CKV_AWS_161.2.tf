resource "aws_db_instance" "left_oracle" {
  engine = "oracle-ee"
}
resource "aws_db_instance" "fail_aurora" {
  engine                              = "aurora-mysql"
  iam_database_authentication_enabled = null
}
