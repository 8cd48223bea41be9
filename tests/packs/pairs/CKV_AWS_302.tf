resource "aws_db_snapshot" "pass_absent" {
  db_instance_identifier = "d"
  db_snapshot_identifier = "s"
}
resource "aws_db_snapshot" "pass_account" {
  db_instance_identifier = "d"
  shared_accounts        = ["123456789012"]
}
resource "aws_db_snapshot" "fail_all" {
  db_instance_identifier = "d"
  db_snapshot_identifier = "s"
  shared_accounts        = ["all"]
}
resource "aws_db_snapshot" "fail_two" {
  db_instance_identifier = "d"
  shared_accounts        = ["123456789012", "all"]
}
