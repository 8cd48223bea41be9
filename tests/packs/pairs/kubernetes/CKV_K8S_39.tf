resource "kubernetes_pod_v1" "pass_absent" {
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
resource "kubernetes_manifest" "pass_absent_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } }
}
resource "kubernetes_manifest" "pass_absent_text" {
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
resource "kubernetes_manifest" "pass_absent_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } } } }
}
resource "kubernetes_pod_v1" "fail_admin" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      security_context {
        capabilities {
          add = ["SYS_ADMIN"]
        }
      }
    }
  }
}
resource "kubernetes_manifest" "fail_admin_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "capabilities" = { "add" = ["SYS_ADMIN"] } } }] } } } }
}
resource "kubernetes_manifest" "fail_admin_text" {
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
          securityContext:
            capabilities:
              add:
                - "SYS_ADMIN"
    EOT
  )
}
resource "kubernetes_manifest" "fail_admin_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "capabilities" = { "add" = ["SYS_ADMIN"] } } }] } } } } } }
}
resource "kubernetes_pod_v1" "pass_other" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      security_context {
        capabilities {
          add = ["NET_BIND_SERVICE"]
        }
      }
    }
  }
}
resource "kubernetes_manifest" "pass_other_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "capabilities" = { "add" = ["NET_BIND_SERVICE"] } } }] } }
}
resource "kubernetes_pod_v1" "fail_two" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      security_context {
        capabilities {
          add = ["NET_BIND_SERVICE", "SYS_ADMIN"]
        }
      }
    }
  }
}
resource "kubernetes_manifest" "fail_two_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "capabilities" = { "add" = ["NET_BIND_SERVICE", "SYS_ADMIN"] } } }] } }
}
resource "kubernetes_pod_v1" "fail_all" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      security_context {
        capabilities {
          add = ["ALL"]
        }
      }
    }
  }
}
resource "kubernetes_manifest" "fail_all_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "capabilities" = { "add" = ["ALL"] } } }] } }
}
resource "kubernetes_pod_v1" "fail_prefix" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      security_context {
        capabilities {
          add = ["CAP_SYS_ADMIN"]
        }
      }
    }
  }
}
resource "kubernetes_manifest" "fail_prefix_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "capabilities" = { "add" = ["CAP_SYS_ADMIN"] } } }] } }
}
resource "kubernetes_pod_v1" "pass_empty" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      security_context {
        capabilities {
          add = []
        }
      }
    }
  }
}
resource "kubernetes_manifest" "pass_empty_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "capabilities" = { "add" = [] } } }] } }
}
