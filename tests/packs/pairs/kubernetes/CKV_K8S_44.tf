resource "kubernetes_service" "pass_own" {
  metadata {
    name = "web"
  }
  spec {
    selector = { "app" = "web" }
    port {
      port = 80
    }
  }
}
resource "kubernetes_service_v1" "pass_own" {
  metadata {
    name = "web"
  }
  spec {
    selector = { "app" = "web" }
    port {
      port = 80
    }
  }
}
resource "kubernetes_manifest" "pass_own" {
  manifest = { "apiVersion" = "v1", "kind" = "Service", "metadata" = { "name" = "web" }, "spec" = { "selector" = { "app" = "web" }, "ports" = [{ "ports" = [80] }] } }
}
resource "kubernetes_service" "fail_name" {
  metadata {
    name      = "tiller-deploy"
    namespace = "kube-system"
  }
  spec {
    selector = { "app" = "helm", "name" = "tiller" }
    port {
      port = 44134
    }
  }
}
resource "kubernetes_service_v1" "fail_name" {
  metadata {
    name      = "tiller-deploy"
    namespace = "kube-system"
  }
  spec {
    selector = { "app" = "helm", "name" = "tiller" }
    port {
      port = 44134
    }
  }
}
resource "kubernetes_manifest" "fail_name" {
  manifest = { "apiVersion" = "v1", "kind" = "Service", "metadata" = { "name" = "tiller-deploy", "namespace" = "kube-system" }, "spec" = { "selector" = { "app" = "helm", "name" = "tiller" }, "ports" = [{ "ports" = [44134] }] } }
}
resource "kubernetes_service" "fail_label" {
  metadata {
    name   = "x"
    labels = { "app" = "helm", "name" = "tiller" }
  }
  spec {
    selector = { "app" = "helm", "name" = "tiller" }
    port {
      port = 44134
    }
  }
}
resource "kubernetes_service_v1" "fail_label" {
  metadata {
    name   = "x"
    labels = { "app" = "helm", "name" = "tiller" }
  }
  spec {
    selector = { "app" = "helm", "name" = "tiller" }
    port {
      port = 44134
    }
  }
}
resource "kubernetes_manifest" "fail_label" {
  manifest = { "apiVersion" = "v1", "kind" = "Service", "metadata" = { "name" = "x", "labels" = { "app" = "helm", "name" = "tiller" } }, "spec" = { "selector" = { "app" = "helm", "name" = "tiller" }, "ports" = [{ "ports" = [44134] }] } }
}
