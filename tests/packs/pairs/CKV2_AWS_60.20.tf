resource "aws_db_instance" "fail_null" { copy_tags_to_snapshot = null }
resource "aws_db_instance" "left_aurora" {
  engine                = "aurora-postgresql"
  copy_tags_to_snapshot = false
}
