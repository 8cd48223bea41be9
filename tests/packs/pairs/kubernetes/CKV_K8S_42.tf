resource "kubernetes_role_binding" "pass_user" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = "admin"
  }
  subject {
    kind      = "User"
    name      = "admin"
    api_group = "rbac.authorization.k8s.io"
  }
}
resource "kubernetes_role_binding" "fail_default" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = "admin"
  }
  subject {
    kind      = "ServiceAccount"
    name      = "default"
    namespace = "kube-system"
  }
}
resource "kubernetes_role_binding" "pass_own" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = "admin"
  }
  subject {
    kind      = "ServiceAccount"
    name      = "app"
    namespace = "app"
  }
}
resource "kubernetes_role_binding" "fail_second" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = "admin"
  }
  subject {
    kind      = "User"
    name      = "admin"
    api_group = "rbac.authorization.k8s.io"
  }
  subject {
    kind = "ServiceAccount"
    name = "default"
  }
}
resource "kubernetes_role_binding" "pass_name" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = "admin"
  }
  subject {
    kind      = "Group"
    name      = "default"
    api_group = "rbac.authorization.k8s.io"
  }
}
resource "kubernetes_role_binding_v1" "pass_user" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = "admin"
  }
  subject {
    kind      = "User"
    name      = "admin"
    api_group = "rbac.authorization.k8s.io"
  }
}
resource "kubernetes_role_binding_v1" "fail_default" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = "admin"
  }
  subject {
    kind      = "ServiceAccount"
    name      = "default"
    namespace = "kube-system"
  }
}
resource "kubernetes_role_binding_v1" "pass_own" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = "admin"
  }
  subject {
    kind      = "ServiceAccount"
    name      = "app"
    namespace = "app"
  }
}
resource "kubernetes_role_binding_v1" "fail_second" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = "admin"
  }
  subject {
    kind      = "User"
    name      = "admin"
    api_group = "rbac.authorization.k8s.io"
  }
  subject {
    kind = "ServiceAccount"
    name = "default"
  }
}
resource "kubernetes_role_binding_v1" "pass_name" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = "admin"
  }
  subject {
    kind      = "Group"
    name      = "default"
    api_group = "rbac.authorization.k8s.io"
  }
}
resource "kubernetes_cluster_role_binding" "pass_user" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "admin"
  }
  subject {
    kind      = "User"
    name      = "admin"
    api_group = "rbac.authorization.k8s.io"
  }
}
resource "kubernetes_cluster_role_binding" "fail_default" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "admin"
  }
  subject {
    kind      = "ServiceAccount"
    name      = "default"
    namespace = "kube-system"
  }
}
resource "kubernetes_cluster_role_binding" "pass_own" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "admin"
  }
  subject {
    kind      = "ServiceAccount"
    name      = "app"
    namespace = "app"
  }
}
resource "kubernetes_cluster_role_binding" "fail_second" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "admin"
  }
  subject {
    kind      = "User"
    name      = "admin"
    api_group = "rbac.authorization.k8s.io"
  }
  subject {
    kind = "ServiceAccount"
    name = "default"
  }
}
resource "kubernetes_cluster_role_binding" "pass_name" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "admin"
  }
  subject {
    kind      = "Group"
    name      = "default"
    api_group = "rbac.authorization.k8s.io"
  }
}
resource "kubernetes_cluster_role_binding_v1" "pass_user" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "admin"
  }
  subject {
    kind      = "User"
    name      = "admin"
    api_group = "rbac.authorization.k8s.io"
  }
}
resource "kubernetes_cluster_role_binding_v1" "fail_default" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "admin"
  }
  subject {
    kind      = "ServiceAccount"
    name      = "default"
    namespace = "kube-system"
  }
}
resource "kubernetes_cluster_role_binding_v1" "pass_own" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "admin"
  }
  subject {
    kind      = "ServiceAccount"
    name      = "app"
    namespace = "app"
  }
}
resource "kubernetes_cluster_role_binding_v1" "fail_second" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "admin"
  }
  subject {
    kind      = "User"
    name      = "admin"
    api_group = "rbac.authorization.k8s.io"
  }
  subject {
    kind = "ServiceAccount"
    name = "default"
  }
}
resource "kubernetes_cluster_role_binding_v1" "pass_name" {
  metadata {
    name = "x"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "admin"
  }
  subject {
    kind      = "Group"
    name      = "default"
    api_group = "rbac.authorization.k8s.io"
  }
}
resource "kubernetes_manifest" "pass_user_RoleBinding" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "RoleBinding", "metadata" = { "name" = "x" }, "roleRef" = { "apiGroup" = "rbac.authorization.k8s.io", "kind" = "ClusterRole", "name" = "admin" }, "subjects" = [{ "kind" = "User", "name" = "admin", "apiGroup" = "rbac.authorization.k8s.io" }] }
}
resource "kubernetes_manifest" "fail_default_RoleBinding" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "RoleBinding", "metadata" = { "name" = "x" }, "roleRef" = { "apiGroup" = "rbac.authorization.k8s.io", "kind" = "ClusterRole", "name" = "admin" }, "subjects" = [{ "kind" = "ServiceAccount", "name" = "default", "namespace" = "kube-system" }] }
}
resource "kubernetes_manifest" "pass_own_RoleBinding" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "RoleBinding", "metadata" = { "name" = "x" }, "roleRef" = { "apiGroup" = "rbac.authorization.k8s.io", "kind" = "ClusterRole", "name" = "admin" }, "subjects" = [{ "kind" = "ServiceAccount", "name" = "app", "namespace" = "app" }] }
}
resource "kubernetes_manifest" "fail_second_RoleBinding" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "RoleBinding", "metadata" = { "name" = "x" }, "roleRef" = { "apiGroup" = "rbac.authorization.k8s.io", "kind" = "ClusterRole", "name" = "admin" }, "subjects" = [{ "kind" = "User", "name" = "admin", "apiGroup" = "rbac.authorization.k8s.io" }, { "kind" = "ServiceAccount", "name" = "default" }] }
}
resource "kubernetes_manifest" "pass_name_RoleBinding" {
  manifest = { "apiVersion" = "rbac.authorization.k8s.io/v1", "kind" = "RoleBinding", "metadata" = { "name" = "x" }, "roleRef" = { "apiGroup" = "rbac.authorization.k8s.io", "kind" = "ClusterRole", "name" = "admin" }, "subjects" = [{ "kind" = "Group", "name" = "default", "apiGroup" = "rbac.authorization.k8s.io" }] }
}
resource "kubernetes_manifest" "pass_user_ClusterRoleBinding" {
  manifest = yamldecode(<<-EOT
    apiVersion: "rbac.authorization.k8s.io/v1"
    kind: "ClusterRoleBinding"
    metadata:
      name: "x"
    roleRef:
      apiGroup: "rbac.authorization.k8s.io"
      kind: "ClusterRole"
      name: "admin"
    subjects:
      - kind: "User"
        name: "admin"
        apiGroup: "rbac.authorization.k8s.io"
    EOT
  )
}
resource "kubernetes_manifest" "fail_default_ClusterRoleBinding" {
  manifest = yamldecode(<<-EOT
    apiVersion: "rbac.authorization.k8s.io/v1"
    kind: "ClusterRoleBinding"
    metadata:
      name: "x"
    roleRef:
      apiGroup: "rbac.authorization.k8s.io"
      kind: "ClusterRole"
      name: "admin"
    subjects:
      - kind: "ServiceAccount"
        name: "default"
        namespace: "kube-system"
    EOT
  )
}
resource "kubernetes_manifest" "pass_own_ClusterRoleBinding" {
  manifest = yamldecode(<<-EOT
    apiVersion: "rbac.authorization.k8s.io/v1"
    kind: "ClusterRoleBinding"
    metadata:
      name: "x"
    roleRef:
      apiGroup: "rbac.authorization.k8s.io"
      kind: "ClusterRole"
      name: "admin"
    subjects:
      - kind: "ServiceAccount"
        name: "app"
        namespace: "app"
    EOT
  )
}
resource "kubernetes_manifest" "fail_second_ClusterRoleBinding" {
  manifest = yamldecode(<<-EOT
    apiVersion: "rbac.authorization.k8s.io/v1"
    kind: "ClusterRoleBinding"
    metadata:
      name: "x"
    roleRef:
      apiGroup: "rbac.authorization.k8s.io"
      kind: "ClusterRole"
      name: "admin"
    subjects:
      - kind: "User"
        name: "admin"
        apiGroup: "rbac.authorization.k8s.io"
      - kind: "ServiceAccount"
        name: "default"
    EOT
  )
}
resource "kubernetes_manifest" "pass_name_ClusterRoleBinding" {
  manifest = yamldecode(<<-EOT
    apiVersion: "rbac.authorization.k8s.io/v1"
    kind: "ClusterRoleBinding"
    metadata:
      name: "x"
    roleRef:
      apiGroup: "rbac.authorization.k8s.io"
      kind: "ClusterRole"
      name: "admin"
    subjects:
      - kind: "Group"
        name: "default"
        apiGroup: "rbac.authorization.k8s.io"
    EOT
  )
}
