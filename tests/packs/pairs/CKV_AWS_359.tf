resource "aws_neptune_cluster" "pass_on" {
  iam_database_authentication_enabled = true
}
resource "aws_neptune_cluster" "pass_text" {
  cluster_identifier                  = "x"
  iam_database_authentication_enabled = "true"
}
resource "aws_neptune_cluster" "fail_absent" {
  cluster_identifier = "x"
}
resource "aws_neptune_cluster" "fail_off" {
  iam_database_authentication_enabled = false
}
