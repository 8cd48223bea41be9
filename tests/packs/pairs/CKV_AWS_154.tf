resource "aws_redshift_subnet_group" "aux" {
  name       = "g"
  subnet_ids = ["subnet-1"]
}
resource "aws_redshift_cluster" "pass_ref" {
  cluster_identifier        = "c"
  cluster_subnet_group_name = aws_redshift_subnet_group.aux.name
}
resource "aws_redshift_cluster" "pass_lit" {
  cluster_identifier        = "c"
  cluster_subnet_group_name = "g"
}
resource "aws_redshift_cluster" "fail_absent" {
  cluster_identifier = "c"
  node_type          = "dc2.large"
}
resource "aws_redshift_cluster" "fail_null" {
  cluster_identifier        = "c"
  cluster_subnet_group_name = null
}
