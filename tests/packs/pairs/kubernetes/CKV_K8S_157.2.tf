resource "kubernetes_cluster_role_v1" "fail_star" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["clusterroles"]
    verbs      = ["*"]
  }
}
resource "kubernetes_manifest" "fail_star_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["rbac.authorization.k8s.io"], "resources" = ["clusterroles"], "verbs" = ["*"] }] }
}
resource "kubernetes_cluster_role_v1" "fail_group" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["*"]
    resources  = ["roles"]
    verbs      = ["bind"]
  }
}
resource "kubernetes_manifest" "fail_group_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["*"], "resources" = ["roles"], "verbs" = ["bind"] }] }
}
resource "kubernetes_cluster_role_v1" "pass_wrong" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["apps"]
    resources  = ["deployments"]
    verbs      = ["bind"]
  }
}
resource "kubernetes_manifest" "pass_wrong_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["apps"], "resources" = ["deployments"], "verbs" = ["bind"] }] }
}
