resource "aws_eks_cluster" "fail_ancient" {
  version = "1.9"
}
resource "aws_eks_cluster" "unknown_var" {
  version = var.v
}
variable "v" {}
resource "aws_eks_cluster" "left_absent" {
  name = "x"
}
