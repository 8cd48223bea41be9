resource "kubernetes_role" "pass_narrow" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["get", "list"]
  }
}
resource "kubernetes_role_v1" "pass_narrow" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["get", "list"]
  }
}
resource "kubernetes_cluster_role" "pass_narrow" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["get", "list"]
  }
}
resource "kubernetes_cluster_role_v1" "pass_narrow" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["get", "list"]
  }
}
resource "kubernetes_manifest" "pass_narrow_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = [""], "resources" = ["pods"], "verbs" = ["get", "list"] }] }
}
resource "kubernetes_manifest" "pass_narrow_yaml" {
  manifest = yamldecode(<<-EOT
    apiVersion: "rbac.authorization.k8s.io/v1"
    kind: "Role"
    metadata:
      name: "x"
    rules:
      - apiGroups:
          - ""
        resources:
          - "pods"
        verbs:
          - "get"
          - "list"
    EOT
  )
}
resource "kubernetes_role" "fail_verbs" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["*"]
  }
}
resource "kubernetes_role_v1" "fail_verbs" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["*"]
  }
}
resource "kubernetes_cluster_role" "fail_verbs" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["*"]
  }
}
resource "kubernetes_cluster_role_v1" "fail_verbs" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["*"]
  }
}
resource "kubernetes_manifest" "fail_verbs_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = [""], "resources" = ["pods"], "verbs" = ["*"] }] }
}
resource "kubernetes_manifest" "fail_verbs_yaml" {
  manifest = yamldecode(<<-EOT
    apiVersion: "rbac.authorization.k8s.io/v1"
    kind: "Role"
    metadata:
      name: "x"
    rules:
      - apiGroups:
          - ""
        resources:
          - "pods"
        verbs:
          - "*"
    EOT
  )
}
resource "kubernetes_role" "fail_resources" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["*"]
    verbs      = ["get"]
  }
}
resource "kubernetes_role_v1" "fail_resources" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["*"]
    verbs      = ["get"]
  }
}
resource "kubernetes_cluster_role" "fail_resources" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["*"]
    verbs      = ["get"]
  }
}
resource "kubernetes_cluster_role_v1" "fail_resources" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["*"]
    verbs      = ["get"]
  }
}
resource "kubernetes_manifest" "fail_resources_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = [""], "resources" = ["*"], "verbs" = ["get"] }] }
}
resource "kubernetes_manifest" "fail_resources_yaml" {
  manifest = yamldecode(<<-EOT
    apiVersion: "rbac.authorization.k8s.io/v1"
    kind: "Role"
    metadata:
      name: "x"
    rules:
      - apiGroups:
          - ""
        resources:
          - "*"
        verbs:
          - "get"
    EOT
  )
}
resource "kubernetes_role" "fail_groups" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["*"]
    resources  = ["pods"]
    verbs      = ["get"]
  }
}
resource "kubernetes_role_v1" "fail_groups" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["*"]
    resources  = ["pods"]
    verbs      = ["get"]
  }
}
resource "kubernetes_cluster_role" "fail_groups" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["*"]
    resources  = ["pods"]
    verbs      = ["get"]
  }
}
resource "kubernetes_cluster_role_v1" "fail_groups" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = ["*"]
    resources  = ["pods"]
    verbs      = ["get"]
  }
}
resource "kubernetes_manifest" "fail_groups_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = ["*"], "resources" = ["pods"], "verbs" = ["get"] }] }
}
resource "kubernetes_manifest" "fail_groups_yaml" {
  manifest = yamldecode(<<-EOT
    apiVersion: "rbac.authorization.k8s.io/v1"
    kind: "Role"
    metadata:
      name: "x"
    rules:
      - apiGroups:
          - "*"
        resources:
          - "pods"
        verbs:
          - "get"
    EOT
  )
}
resource "kubernetes_role" "fail_second" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["get"]
  }
  rule {
    api_groups = ["*"]
    resources  = ["*"]
    verbs      = ["*"]
  }
}
resource "kubernetes_role_v1" "fail_second" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["get"]
  }
  rule {
    api_groups = ["*"]
    resources  = ["*"]
    verbs      = ["*"]
  }
}
resource "kubernetes_cluster_role" "fail_second" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["get"]
  }
  rule {
    api_groups = ["*"]
    resources  = ["*"]
    verbs      = ["*"]
  }
}
resource "kubernetes_cluster_role_v1" "fail_second" {
  metadata {
    name = "x"
  }
  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["get"]
  }
  rule {
    api_groups = ["*"]
    resources  = ["*"]
    verbs      = ["*"]
  }
}
resource "kubernetes_manifest" "fail_second_object" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "ClusterRole", "metadata" = { "name" = "x" }, "rules" = [{ "apiGroups" = [""], "resources" = ["pods"], "verbs" = ["get"] }, { "apiGroups" = ["*"], "resources" = ["*"], "verbs" = ["*"] }] }
}
resource "kubernetes_manifest" "fail_second_yaml" {
  manifest = yamldecode(<<-EOT
    apiVersion: "rbac.authorization.k8s.io/v1"
    kind: "Role"
    metadata:
      name: "x"
    rules:
      - apiGroups:
          - ""
        resources:
          - "pods"
        verbs:
          - "get"
      - apiGroups:
          - "*"
        resources:
          - "*"
        verbs:
          - "*"
    EOT
  )
}
