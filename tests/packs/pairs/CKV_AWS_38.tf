resource "aws_eks_cluster" "pass_cidr" {
  name     = "c"
  role_arn = "r"
  vpc_config {
    subnet_ids             = ["subnet-1"]
    endpoint_public_access = true
    public_access_cidrs    = ["10.0.0.0/16"]
  }
}
resource "aws_eks_cluster" "pass_private" {
  name = "c"
  vpc_config {
    endpoint_public_access  = false
    endpoint_private_access = true
  }
}
resource "aws_eks_cluster" "pass_private_open" {
  name = "c"
  vpc_config {
    endpoint_public_access = false
    public_access_cidrs    = ["0.0.0.0/0"]
  }
}
resource "aws_eks_cluster" "fail_absent" {
  name     = "c"
  role_arn = "r"
  vpc_config { subnet_ids = ["subnet-1"] }
}
resource "aws_eks_cluster" "fail_open" {
  name = "c"
  vpc_config {
    endpoint_public_access = true
    public_access_cidrs    = ["0.0.0.0/0"]
  }
}
resource "aws_eks_cluster" "fail_second" {
  name = "c"
  vpc_config { public_access_cidrs = ["10.0.0.0/16", "0.0.0.0/0"] }
}
resource "aws_eks_cluster" "fail_empty" {
  name = "c"
  vpc_config {
    endpoint_public_access = true
    public_access_cidrs    = []
  }
}
