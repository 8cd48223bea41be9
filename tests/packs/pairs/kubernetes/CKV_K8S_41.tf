resource "kubernetes_service_account" "pass_false" {
  metadata {
    name      = "default"
    namespace = "a"
  }
  automount_service_account_token = false
}
resource "kubernetes_service_account" "fail_true" {
  metadata {
    name      = "default"
    namespace = "a"
  }
  automount_service_account_token = true
}
resource "kubernetes_service_account" "fail_absent" {
  metadata {
    name      = "default"
    namespace = "a"
  }
}
resource "kubernetes_service_account" "left_own" {
  metadata {
    name      = "app"
    namespace = "a"
  }
  automount_service_account_token = true
}
resource "kubernetes_service_account_v1" "pass_false" {
  metadata {
    name      = "default"
    namespace = "a"
  }
  automount_service_account_token = false
}
resource "kubernetes_service_account_v1" "fail_true" {
  metadata {
    name      = "default"
    namespace = "a"
  }
  automount_service_account_token = true
}
resource "kubernetes_service_account_v1" "fail_absent" {
  metadata {
    name      = "default"
    namespace = "a"
  }
}
resource "kubernetes_service_account_v1" "left_own" {
  metadata {
    name      = "app"
    namespace = "a"
  }
  automount_service_account_token = true
}
resource "kubernetes_default_service_account" "pass_false" {
  metadata {
    namespace = "a"
  }
  automount_service_account_token = false
}
resource "kubernetes_default_service_account" "fail_true" {
  metadata {
    namespace = "a"
  }
  automount_service_account_token = true
}
resource "kubernetes_default_service_account" "fail_absent" {
  metadata {
    namespace = "a"
  }
}
resource "kubernetes_default_service_account_v1" "pass_false" {
  metadata {
    namespace = "a"
  }
  automount_service_account_token = false
}
resource "kubernetes_default_service_account_v1" "fail_true" {
  metadata {
    namespace = "a"
  }
  automount_service_account_token = true
}
resource "kubernetes_default_service_account_v1" "fail_absent" {
  metadata {
    namespace = "a"
  }
}
resource "kubernetes_manifest" "pass_m" {
  manifest = { "apiVersion" = "v1", "kind" = "ServiceAccount", "metadata" = { "name" = "default" }, "automountServiceAccountToken" = false }
}
resource "kubernetes_manifest" "fail_m" {
  manifest = yamldecode(<<-EOT
    apiVersion: "v1"
    kind: "ServiceAccount"
    metadata:
      name: "default"
    EOT
  )
}
