resource "aws_rds_cluster" "pass_on" {
  copy_tags_to_snapshot = true
}
resource "aws_rds_cluster" "pass_text" {
  engine                = "aurora-mysql"
  copy_tags_to_snapshot = "true"
}
resource "aws_rds_cluster" "fail_absent" {
  engine = "aurora-mysql"
}
resource "aws_rds_cluster" "fail_off" {
  copy_tags_to_snapshot = false
}
