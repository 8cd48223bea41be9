resource "aws_neptune_cluster_instance" "pass_absent" { cluster_identifier = "c" }
resource "aws_neptune_cluster_instance" "pass_off" {
  cluster_identifier  = "c"
  publicly_accessible = false
}
resource "aws_neptune_cluster_instance" "fail_on" {
  count               = 2
  cluster_identifier  = "c"
  publicly_accessible = true
}
resource "aws_neptune_cluster_instance" "fail_string" {
  cluster_identifier  = "c"
  publicly_accessible = "true"
}
