resource "kubernetes_cluster_role_v1" "fail_patch" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["certificates.k8s.io"]
    resources  = ["certificatesigningrequests/approval"]
    verbs      = ["patch"]
  }
  rule {
    api_groups = ["certificates.k8s.io"]
    resources  = ["signers"]
    verbs      = ["approve"]
  }
}
resource "kubernetes_manifest" "fail_patch_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["certificates.k8s.io"], "resources" = ["certificatesigningrequests/approval"], "verbs" = ["patch"] }, { "apiGroups" = ["certificates.k8s.io"], "resources" = ["signers"], "verbs" = ["approve"] }] }
}
resource "kubernetes_cluster_role_v1" "fail_one" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["certificates.k8s.io"]
    resources  = ["certificatesigningrequests/approval", "signers"]
    verbs      = ["update", "approve"]
  }
}
resource "kubernetes_manifest" "fail_one_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["certificates.k8s.io"], "resources" = ["certificatesigningrequests/approval", "signers"], "verbs" = ["update", "approve"] }] }
}
resource "kubernetes_cluster_role_v1" "pass_create" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["certificates.k8s.io"]
    resources  = ["certificatesigningrequests"]
    verbs      = ["create"]
  }
}
resource "kubernetes_manifest" "pass_create_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["certificates.k8s.io"], "resources" = ["certificatesigningrequests"], "verbs" = ["create"] }] }
}
