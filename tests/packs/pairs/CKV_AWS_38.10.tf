resource "aws_eks_cluster" "fail_novpc" { name = "c" }
resource "aws_eks_cluster" "fail_str" {
  name = "c"
  vpc_config { endpoint_public_access = "true" }
}
resource "aws_eks_cluster" "pass_str" {
  name = "c"
  vpc_config { endpoint_public_access = "false" }
}
resource "aws_eks_cluster" "fail_v6" {
  name = "c"
  vpc_config { public_access_cidrs = ["::/0"] }
}
