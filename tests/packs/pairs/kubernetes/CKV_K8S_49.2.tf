resource "kubernetes_cluster_role_v1" "pass_named" {
  metadata {
    name = "x"
  }
  rule {
    api_groups     = [""]
    resources      = ["secrets"]
    resource_names = ["x"]
    verbs          = ["get"]
  }
}
resource "kubernetes_manifest" "pass_named_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = [""], "resources" = ["secrets"], "resourceNames" = ["x"], "verbs" = ["get"] }] }
}
resource "kubernetes_cluster_role_v1" "pass_sub" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["pods/*"]
    verbs      = ["get"]
  }
}
resource "kubernetes_manifest" "pass_sub_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = [""], "resources" = ["pods/*"], "verbs" = ["get"] }] }
}
resource "kubernetes_cluster_role_v1" "fail_mixed" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["get", "*"]
  }
}
resource "kubernetes_manifest" "fail_mixed_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = [""], "resources" = ["pods"], "verbs" = ["get", "*"] }] }
}
