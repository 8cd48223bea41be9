resource "aws_eks_cluster" "pass_new" {
  version = "1.34"
}
resource "aws_eks_cluster" "pass_new2" {
  name    = "x"
  version = "1.33"
}
resource "aws_eks_cluster" "fail_old" {
  version = "1.22"
}
resource "aws_eks_cluster" "fail_old2" {
  version = "1.21"
}
resource "aws_eks_cluster" "fail_number" {
  version = 1.23
}
