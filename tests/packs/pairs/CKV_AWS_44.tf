resource "aws_neptune_cluster" "pass_on" {
  cluster_identifier = "c"
  storage_encrypted  = true
}
resource "aws_neptune_cluster" "pass_string" { storage_encrypted = "true" }
resource "aws_neptune_cluster" "fail_absent" { cluster_identifier = "c" }
resource "aws_neptune_cluster" "fail_off" { storage_encrypted = false }
