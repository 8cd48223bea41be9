resource "aws_eks_node_group" "left_nokey" {
  cluster_name = "c"
  remote_access { source_security_group_ids = ["sg-1"] }
}
resource "aws_eks_node_group" "fail_empty" {
  cluster_name = "c"
  remote_access {
    ec2_ssh_key               = "k"
    source_security_group_ids = []
  }
}
