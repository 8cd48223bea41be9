resource "kubernetes_cluster_role" "pass_read" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["certificates.k8s.io"]
    resources  = ["certificatesigningrequests"]
    verbs      = ["get", "list"]
  }
}
resource "kubernetes_cluster_role_v1" "pass_read" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["certificates.k8s.io"]
    resources  = ["certificatesigningrequests"]
    verbs      = ["get", "list"]
  }
}
resource "kubernetes_manifest" "pass_read_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["certificates.k8s.io"], "resources" = ["certificatesigningrequests"], "verbs" = ["get", "list"] }] }
}
resource "kubernetes_cluster_role" "fail_both" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["certificates.k8s.io"]
    resources  = ["certificatesigningrequests/approval"]
    verbs      = ["update"]
  }
  rule {
    api_groups = ["certificates.k8s.io"]
    resources  = ["signers"]
    verbs      = ["approve"]
  }
}
resource "kubernetes_cluster_role_v1" "fail_both" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["certificates.k8s.io"]
    resources  = ["certificatesigningrequests/approval"]
    verbs      = ["update"]
  }
  rule {
    api_groups = ["certificates.k8s.io"]
    resources  = ["signers"]
    verbs      = ["approve"]
  }
}
resource "kubernetes_manifest" "fail_both_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["certificates.k8s.io"], "resources" = ["certificatesigningrequests/approval"], "verbs" = ["update"] }, { "apiGroups" = ["certificates.k8s.io"], "resources" = ["signers"], "verbs" = ["approve"] }] }
}
resource "kubernetes_cluster_role" "pass_other" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["apps"]
    resources  = ["deployments"]
    verbs      = ["update"]
  }
}
resource "kubernetes_cluster_role_v1" "pass_other" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["apps"]
    resources  = ["deployments"]
    verbs      = ["update"]
  }
}
resource "kubernetes_manifest" "pass_other_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["apps"], "resources" = ["deployments"], "verbs" = ["update"] }] }
}
resource "kubernetes_cluster_role" "fail_star" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["*"]
    resources  = ["*"]
    verbs      = ["*"]
  }
}
resource "kubernetes_cluster_role_v1" "fail_star" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["*"]
    resources  = ["*"]
    verbs      = ["*"]
  }
}
resource "kubernetes_manifest" "fail_star_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["*"], "resources" = ["*"], "verbs" = ["*"] }] }
}
