resource "kubernetes_role" "fail_bind" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["clusterroles"]
    verbs      = ["bind"]
  }
}
resource "kubernetes_role_v1" "fail_bind" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["clusterroles"]
    verbs      = ["bind"]
  }
}
resource "kubernetes_cluster_role" "fail_bind" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["clusterroles"]
    verbs      = ["bind"]
  }
}
resource "kubernetes_cluster_role_v1" "fail_bind" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["clusterroles"]
    verbs      = ["bind"]
  }
}
resource "kubernetes_manifest" "fail_bind_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["rbac.authorization.k8s.io"], "resources" = ["clusterroles"], "verbs" = ["bind"] }] }
}
resource "kubernetes_manifest" "fail_bind_yaml" {
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
          - "bind"
    EOT
  )
}
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
resource "kubernetes_role" "fail_both" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["rolebindings"]
    verbs      = ["create"]
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["roles"]
    verbs      = ["bind"]
  }
}
resource "kubernetes_role_v1" "fail_both" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["rolebindings"]
    verbs      = ["create"]
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["roles"]
    verbs      = ["bind"]
  }
}
resource "kubernetes_cluster_role" "fail_both" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["rolebindings"]
    verbs      = ["create"]
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["roles"]
    verbs      = ["bind"]
  }
}
resource "kubernetes_cluster_role_v1" "fail_both" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["rolebindings"]
    verbs      = ["create"]
  }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["roles"]
    verbs      = ["bind"]
  }
}
resource "kubernetes_manifest" "fail_both_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["rbac.authorization.k8s.io"], "resources" = ["rolebindings"], "verbs" = ["create"] }, { "apiGroups" = ["rbac.authorization.k8s.io"], "resources" = ["roles"], "verbs" = ["bind"] }] }
}
resource "kubernetes_manifest" "fail_both_yaml" {
  manifest = yamldecode(<<-EOT
    apiVersion: "rbac.authorization.k8s.io/v1"
    kind: "Role"
    metadata:
      name: "x"
    rules:
      - apiGroups:
          - "rbac.authorization.k8s.io"
        resources:
          - "rolebindings"
        verbs:
          - "create"
      - apiGroups:
          - "rbac.authorization.k8s.io"
        resources:
          - "roles"
        verbs:
          - "bind"
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
