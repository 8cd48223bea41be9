resource "kubernetes_pod_v1" "pass_own" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "pass_own_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } }
}
resource "kubernetes_manifest" "pass_own_text" {
  manifest = yamldecode(<<-EOT
    apiVersion: "v1"
    kind: "Pod"
    metadata:
      name: "x"
      namespace: "app"
    spec:
      containers:
        - name: "c"
          image: "nginx:1.27"
    EOT
  )
}
resource "kubernetes_manifest" "pass_own_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } } } }
}
resource "kubernetes_pod_v1" "fail_default" {
  metadata {
    name      = "x"
    namespace = "default"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "fail_default_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "default" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } }
}
resource "kubernetes_manifest" "fail_default_text" {
  manifest = yamldecode(<<-EOT
    apiVersion: "v1"
    kind: "Pod"
    metadata:
      name: "x"
      namespace: "default"
    spec:
      containers:
        - name: "c"
          image: "nginx:1.27"
    EOT
  )
}
resource "kubernetes_manifest" "fail_default_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "default" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } } } }
}
resource "kubernetes_pod_v1" "fail_absent" {
  metadata {
    name = "x"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "fail_absent_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
}
resource "kubernetes_pod_v1" "fail_empty" {
  metadata {
    name      = "x"
    namespace = ""
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "fail_empty_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
}
resource "kubernetes_pod_v1" "unknown_var" {
  metadata {
    name      = "x"
    namespace = var.ns
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_pod_v1" "pass_ref" {
  metadata {
    name      = "x"
    namespace = kubernetes_namespace.n.metadata[0].name
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
variable "ns" {}
resource "kubernetes_namespace" "n" {
  metadata {
    name = "apps"
  }
}
