resource "kubernetes_role" "pass_read" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["roles", "clusterroles"]
    verbs      = ["get"]
  }
}
resource "kubernetes_role_v1" "pass_read" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["roles", "clusterroles"]
    verbs      = ["get"]
  }
}
resource "kubernetes_cluster_role" "pass_read" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["roles", "clusterroles"]
    verbs      = ["get"]
  }
}
resource "kubernetes_cluster_role_v1" "pass_read" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["roles", "clusterroles"]
    verbs      = ["get"]
  }
}
resource "kubernetes_manifest" "pass_read_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["rbac.authorization.k8s.io"], "resources" = ["roles", "clusterroles"], "verbs" = ["get"] }] }
}
resource "kubernetes_manifest" "pass_read_yaml" {
  manifest = yamldecode(<<-EOT
    apiVersion: "rbac.authorization.k8s.io/v1"
    kind: "Role"
    metadata:
      name: "x"
    rules:
      - apiGroups:
          - "rbac.authorization.k8s.io"
        resources:
          - "roles"
          - "clusterroles"
        verbs:
          - "get"
    EOT
  )
}
resource "kubernetes_role" "fail_escalate" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["roles"]
    verbs      = ["escalate"]
  }
}
resource "kubernetes_role_v1" "fail_escalate" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["roles"]
    verbs      = ["escalate"]
  }
}
resource "kubernetes_cluster_role" "fail_escalate" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["roles"]
    verbs      = ["escalate"]
  }
}
resource "kubernetes_cluster_role_v1" "fail_escalate" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["roles"]
    verbs      = ["escalate"]
  }
}
resource "kubernetes_manifest" "fail_escalate_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["rbac.authorization.k8s.io"], "resources" = ["roles"], "verbs" = ["escalate"] }] }
}
resource "kubernetes_manifest" "fail_escalate_yaml" {
  manifest = yamldecode(<<-EOT
    apiVersion: "rbac.authorization.k8s.io/v1"
    kind: "Role"
    metadata:
      name: "x"
    rules:
      - apiGroups:
          - "rbac.authorization.k8s.io"
        resources:
          - "roles"
        verbs:
          - "escalate"
    EOT
  )
}
resource "kubernetes_role" "fail_cluster" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["clusterroles"]
    verbs      = ["get", "escalate"]
  }
}
resource "kubernetes_role_v1" "fail_cluster" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["clusterroles"]
    verbs      = ["get", "escalate"]
  }
}
resource "kubernetes_cluster_role" "fail_cluster" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["clusterroles"]
    verbs      = ["get", "escalate"]
  }
}
resource "kubernetes_cluster_role_v1" "fail_cluster" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["clusterroles"]
    verbs      = ["get", "escalate"]
  }
}
resource "kubernetes_manifest" "fail_cluster_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["rbac.authorization.k8s.io"], "resources" = ["clusterroles"], "verbs" = ["get", "escalate"] }] }
}
resource "kubernetes_manifest" "fail_cluster_yaml" {
  manifest = yamldecode(<<-EOT
    apiVersion: "rbac.authorization.k8s.io/v1"
    kind: "Role"
    metadata:
      name: "x"
    rules:
      - apiGroups:
          - "rbac.authorization.k8s.io"
        resources:
          - "clusterroles"
        verbs:
          - "get"
          - "escalate"
    EOT
  )
}
resource "kubernetes_role" "pass_other" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["apps"]
    resources  = ["deployments"]
    verbs      = ["create"]
  }
}
resource "kubernetes_role_v1" "pass_other" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["apps"]
    resources  = ["deployments"]
    verbs      = ["create"]
  }
}
resource "kubernetes_cluster_role" "pass_other" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["apps"]
    resources  = ["deployments"]
    verbs      = ["create"]
  }
}
resource "kubernetes_cluster_role_v1" "pass_other" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["apps"]
    resources  = ["deployments"]
    verbs      = ["create"]
  }
}
resource "kubernetes_manifest" "pass_other_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["apps"], "resources" = ["deployments"], "verbs" = ["create"] }] }
}
resource "kubernetes_manifest" "pass_other_yaml" {
  manifest = yamldecode(<<-EOT
    apiVersion: "rbac.authorization.k8s.io/v1"
    kind: "Role"
    metadata:
      name: "x"
    rules:
      - apiGroups:
          - "apps"
        resources:
          - "deployments"
        verbs:
          - "create"
    EOT
  )
}
resource "kubernetes_role" "fail_star" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["*"]
    verbs      = ["*"]
  }
}
resource "kubernetes_role_v1" "fail_star" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["*"]
    verbs      = ["*"]
  }
}
resource "kubernetes_cluster_role" "fail_star" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["*"]
    verbs      = ["*"]
  }
}
resource "kubernetes_cluster_role_v1" "fail_star" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["*"]
    verbs      = ["*"]
  }
}
resource "kubernetes_manifest" "fail_star_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["rbac.authorization.k8s.io"], "resources" = ["*"], "verbs" = ["*"] }] }
}
resource "kubernetes_manifest" "fail_star_yaml" {
  manifest = yamldecode(<<-EOT
    apiVersion: "rbac.authorization.k8s.io/v1"
    kind: "Role"
    metadata:
      name: "x"
    rules:
      - apiGroups:
          - "rbac.authorization.k8s.io"
        resources:
          - "*"
        verbs:
          - "*"
    EOT
  )
}
