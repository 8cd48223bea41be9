resource "aws_redshift_cluster" "pass_on" {
  cluster_identifier = "x"
  encrypted          = true
}
resource "aws_redshift_cluster" "pass_text" {
  cluster_identifier = "x"
  encrypted          = "true"
}
resource "aws_redshift_cluster" "fail_off" {
  cluster_identifier = "x"
  encrypted          = false
}
resource "aws_redshift_cluster" "fail_off_text" {
  encrypted = "false"
}
