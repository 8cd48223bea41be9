resource "aws_redshift_cluster" "pass_block" {
  cluster_identifier = "c"
  node_type          = "dc2.large"
  logging {
    enable      = true
    bucket_name = "b"
  }
}
resource "aws_redshift_cluster" "pass_sep" { cluster_identifier = "c" }
resource "aws_redshift_logging" "aux" {
  cluster_identifier   = aws_redshift_cluster.pass_sep.id
  log_destination_type = "cloudwatch"
  log_exports          = ["userlog"]
}
resource "aws_redshift_cluster" "fail_absent" {
  cluster_identifier = "d"
  node_type          = "dc2.large"
}
resource "aws_redshift_cluster" "fail_off" {
  cluster_identifier = "e"
  logging { enable = false }
}
resource "aws_redshift_cluster" "fail_string" {
  cluster_identifier = "f"
  logging { enable = "false" }
}
