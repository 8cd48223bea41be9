resource "aws_redshift_cluster" "pass_group" {
  cluster_identifier        = "a"
  node_type                 = "ra3.large"
  cluster_subnet_group_name = "private"
}

resource "aws_redshift_cluster" "fail_none" {
  cluster_identifier = "b"
  node_type          = "ra3.large"
}

resource "aws_redshift_cluster" "stricter_default" {
  cluster_identifier        = "c"
  node_type                 = "ra3.large"
  cluster_subnet_group_name = "default"
}
