resource "kubernetes_cluster_role" "pass_read" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["admissionregistration.k8s.io"]
    resources  = ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"]
    verbs      = ["get", "list", "watch"]
  }
}
resource "kubernetes_cluster_role_v1" "pass_read" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["admissionregistration.k8s.io"]
    resources  = ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"]
    verbs      = ["get", "list", "watch"]
  }
}
resource "kubernetes_manifest" "pass_read_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["admissionregistration.k8s.io"], "resources" = ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"], "verbs" = ["get", "list", "watch"] }] }
}
resource "kubernetes_cluster_role" "fail_create" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["admissionregistration.k8s.io"]
    resources  = ["mutatingwebhookconfigurations"]
    verbs      = ["create"]
  }
}
resource "kubernetes_cluster_role_v1" "fail_create" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["admissionregistration.k8s.io"]
    resources  = ["mutatingwebhookconfigurations"]
    verbs      = ["create"]
  }
}
resource "kubernetes_manifest" "fail_create_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["admissionregistration.k8s.io"], "resources" = ["mutatingwebhookconfigurations"], "verbs" = ["create"] }] }
}
resource "kubernetes_cluster_role" "fail_update" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["admissionregistration.k8s.io"]
    resources  = ["validatingwebhookconfigurations"]
    verbs      = ["get", "update"]
  }
}
resource "kubernetes_cluster_role_v1" "fail_update" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["admissionregistration.k8s.io"]
    resources  = ["validatingwebhookconfigurations"]
    verbs      = ["get", "update"]
  }
}
resource "kubernetes_manifest" "fail_update_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["admissionregistration.k8s.io"], "resources" = ["validatingwebhookconfigurations"], "verbs" = ["get", "update"] }] }
}
resource "kubernetes_cluster_role" "fail_star" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["admissionregistration.k8s.io"]
    resources  = ["*"]
    verbs      = ["*"]
  }
}
resource "kubernetes_cluster_role_v1" "fail_star" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["admissionregistration.k8s.io"]
    resources  = ["*"]
    verbs      = ["*"]
  }
}
resource "kubernetes_manifest" "fail_star_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["admissionregistration.k8s.io"], "resources" = ["*"], "verbs" = ["*"] }] }
}
resource "kubernetes_cluster_role" "pass_other" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["apps"]
    resources  = ["deployments"]
    verbs      = ["create", "update"]
  }
}
resource "kubernetes_cluster_role_v1" "pass_other" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["apps"]
    resources  = ["deployments"]
    verbs      = ["create", "update"]
  }
}
resource "kubernetes_manifest" "pass_other_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["apps"], "resources" = ["deployments"], "verbs" = ["create", "update"] }] }
}
resource "kubernetes_cluster_role" "fail_group" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["*"]
    resources  = ["mutatingwebhookconfigurations"]
    verbs      = ["patch"]
  }
}
resource "kubernetes_cluster_role_v1" "fail_group" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["*"]
    resources  = ["mutatingwebhookconfigurations"]
    verbs      = ["patch"]
  }
}
resource "kubernetes_manifest" "fail_group_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["*"], "resources" = ["mutatingwebhookconfigurations"], "verbs" = ["patch"] }] }
}
