resource "aws_eks_cluster" "pass_off" {
  vpc_config {
    endpoint_public_access = false
  }
}
resource "aws_eks_cluster" "pass_private" {
  vpc_config {
    endpoint_private_access = true
    endpoint_public_access  = "false"
    subnet_ids              = ["subnet-1"]
  }
}
resource "aws_eks_cluster" "fail_absent" {
  vpc_config {
    subnet_ids = ["subnet-1"]
  }
}
resource "aws_eks_cluster" "fail_on" {
  vpc_config {
    endpoint_public_access = true
  }
}
resource "aws_eks_cluster" "fail_cidr" {
  vpc_config {
    endpoint_public_access = true
    public_access_cidrs    = ["10.0.0.0/8"]
  }
}
