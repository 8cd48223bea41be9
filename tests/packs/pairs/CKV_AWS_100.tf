resource "aws_eks_node_group" "left_none" {
  cluster_name    = "c"
  node_group_name = "n"
}
resource "aws_eks_node_group" "pass_sg" {
  cluster_name = "c"
  remote_access {
    ec2_ssh_key               = "k"
    source_security_group_ids = ["sg-1"]
  }
}
resource "aws_eks_node_group" "fail_key" {
  cluster_name = "c"
  remote_access { ec2_ssh_key = "k" }
}
resource "aws_eks_node_group" "fail_null" {
  cluster_name = "c"
  remote_access {
    ec2_ssh_key               = "k"
    source_security_group_ids = null
  }
}
