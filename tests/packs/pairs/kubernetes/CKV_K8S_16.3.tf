
resource "kubernetes_deployment_v1" "fail_dynamic" {
  metadata {
    name = "x"
  }
  spec {
    template {
      spec {
        dynamic "container" {
          for_each = { a = false, b = true }
          content {
            name = container.key
            security_context {
              privileged = container.value
            }
          }
        }
      }
    }
  }
}
locals {
  documents = <<-EOT
    apiVersion: v1
    kind: Pod
    metadata:
      name: a
    spec:
      containers:
        - name: a
          image: nginx
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: b
    spec:
      containers:
        - name: b
          image: nginx
          securityContext: {privileged: true}
  EOT
}
resource "kubernetes_manifest" "fail_each" {
  for_each = { for k, v in { b = yamldecode(split("---", local.documents)[1]) } : k => v }
  manifest = each.value
}
resource "kubernetes_manifest" "pass_each" {
  for_each = { for k, v in { a = yamldecode(split("---", local.documents)[0]) } : k => v }
  manifest = each.value
}
resource "kubernetes_manifest" "fail_json" {
  manifest = jsondecode("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"spec\":{\"containers\":[{\"name\":\"a\",\"securityContext\":{\"privileged\":true}}]}}")
}
resource "kubernetes_manifest" "unknown_var" {
  manifest = yamldecode(var.text)
}
variable "text" {}
resource "kubernetes_manifest" "left_other" {
  manifest = {
    apiVersion = "v1"
    kind       = "ConfigMap"
    metadata   = { name = "x" }
    data       = { privileged = "true" }
  }
}
resource "kubernetes_manifest" "fail_replica" {
  manifest = {
    apiVersion = "apps/v1"
    kind       = "ReplicaSet"
    metadata   = { name = "x" }
    spec = {
      template = {
        spec = {
          containers = [{ name = "a", securityContext = { privileged = true } }]
        }
      }
    }
  }
}
