resource "aws_eks_cluster" "pass_attr" {
  vpc_config {
    endpoint_public_access  = var.public
    endpoint_private_access = true
  }
}
variable "public" {
  default = false
}
resource "aws_eks_cluster" "fail_noconf" {
  name = "x"
}
