resource "aws_redshift_cluster" "pass_on" {
  enhanced_vpc_routing = true
}
resource "aws_redshift_cluster" "pass_text" {
  cluster_identifier   = "x"
  enhanced_vpc_routing = "true"
}
resource "aws_redshift_cluster" "fail_absent" {
  cluster_identifier = "x"
}
resource "aws_redshift_cluster" "fail_off" {
  enhanced_vpc_routing = false
}
