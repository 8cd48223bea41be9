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
resource "kubernetes_pod_v1" "fail_add" {
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
          add = ["NET_ADMIN"]
        }
      }
    }
  }
}
resource "kubernetes_manifest" "fail_add_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "capabilities" = { "add" = ["NET_ADMIN"] } } }] } } } }
}
resource "kubernetes_manifest" "fail_add_text" {
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
                - "NET_ADMIN"
    EOT
  )
}
resource "kubernetes_manifest" "fail_add_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "capabilities" = { "add" = ["NET_ADMIN"] } } }] } } } } } }
}
resource "kubernetes_pod_v1" "pass_drop" {
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
          drop = ["ALL"]
        }
      }
    }
  }
}
resource "kubernetes_manifest" "pass_drop_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "capabilities" = { "drop" = ["ALL"] } } }] } }
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
resource "kubernetes_pod_v1" "fail_second" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
    }
    container {
      name  = "c"
      image = "nginx:1.27"
      security_context {
        capabilities {
          add = ["SYS_TIME"]
        }
      }
    }
  }
}
resource "kubernetes_manifest" "fail_second_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27" }, { "name" = "c", "image" = "nginx:1.27", "securityContext" = { "capabilities" = { "add" = ["SYS_TIME"] } } }] } }
}
resource "kubernetes_pod_v1" "fail_init" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    init_container {
      name  = "c"
      image = "nginx:1.27"
      security_context {
        capabilities {
          add = ["NET_ADMIN"]
        }
      }
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "fail_init_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "initContainers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "capabilities" = { "add" = ["NET_ADMIN"] } } }], "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
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
