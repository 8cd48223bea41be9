resource "aws_redshift_cluster" "pass_absent" { cluster_identifier = "c" }
resource "aws_redshift_cluster" "pass_on" { allow_version_upgrade = true }
resource "aws_redshift_cluster" "fail_off" {
  cluster_identifier    = "c"
  allow_version_upgrade = false
}
resource "aws_redshift_cluster" "fail_string" { allow_version_upgrade = "false" }
