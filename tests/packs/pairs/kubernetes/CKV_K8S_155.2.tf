resource "kubernetes_cluster_role_v1" "fail_delete" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["admissionregistration.k8s.io"]
    resources  = ["validatingwebhookconfigurations"]
    verbs      = ["delete"]
  }
}
resource "kubernetes_manifest" "fail_delete_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["admissionregistration.k8s.io"], "resources" = ["validatingwebhookconfigurations"], "verbs" = ["delete"] }] }
}
resource "kubernetes_cluster_role_v1" "fail_all" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["*"]
    resources  = ["*"]
    verbs      = ["*"]
  }
}
resource "kubernetes_manifest" "fail_all_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["*"], "resources" = ["*"], "verbs" = ["*"] }] }
}
resource "kubernetes_cluster_role_v1" "pass_read" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["admissionregistration.k8s.io"]
    resources  = ["*"]
    verbs      = ["get"]
  }
}
resource "kubernetes_manifest" "pass_read_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["admissionregistration.k8s.io"], "resources" = ["*"], "verbs" = ["get"] }] }
}
resource "kubernetes_cluster_role_v1" "fail_verbs" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["admissionregistration.k8s.io"]
    resources  = ["mutatingwebhookconfigurations"]
    verbs      = ["*"]
  }
}
resource "kubernetes_manifest" "fail_verbs_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["admissionregistration.k8s.io"], "resources" = ["mutatingwebhookconfigurations"], "verbs" = ["*"] }] }
}
