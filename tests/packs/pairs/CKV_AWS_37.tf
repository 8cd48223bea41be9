resource "aws_eks_cluster" "pass_all" {
  enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
}
resource "aws_eks_cluster" "pass_order" {
  enabled_cluster_log_types = ["scheduler", "api", "audit", "controllerManager", "authenticator"]
}
resource "aws_eks_cluster" "fail_absent" {
  name = "x"
}
resource "aws_eks_cluster" "fail_empty" {
  enabled_cluster_log_types = []
}
resource "aws_eks_cluster" "fail_some" {
  enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager"]
}
variable "types" {
  default = ["api", "audit"]
}
resource "aws_eks_cluster" "fail_var" {
  enabled_cluster_log_types = var.types
}
