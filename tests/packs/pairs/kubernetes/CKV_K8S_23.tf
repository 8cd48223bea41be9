resource "kubernetes_pod_v1" "pass_pod" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    security_context {
      run_as_non_root = true
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "pass_pod_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "securityContext" = { "runAsNonRoot" = true }, "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } }
}
resource "kubernetes_manifest" "pass_pod_text" {
  manifest = yamldecode(<<-EOT
    apiVersion: "v1"
    kind: "Pod"
    metadata:
      name: "x"
      namespace: "app"
    spec:
      securityContext:
        runAsNonRoot: true
      containers:
        - name: "c"
          image: "nginx:1.27"
    EOT
  )
}
resource "kubernetes_manifest" "pass_pod_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "securityContext" = { "runAsNonRoot" = true }, "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } } } }
}
resource "kubernetes_pod_v1" "fail_absent" {
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
resource "kubernetes_manifest" "fail_absent_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } }
}
resource "kubernetes_manifest" "fail_absent_text" {
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
resource "kubernetes_manifest" "fail_absent_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } } } }
}
resource "kubernetes_pod_v1" "fail_false" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    security_context {
      run_as_non_root = false
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "fail_false_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "securityContext" = { "runAsNonRoot" = false }, "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
}
resource "kubernetes_pod_v1" "pass_container" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      security_context {
        run_as_non_root = true
      }
    }
  }
}
resource "kubernetes_manifest" "pass_container_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "runAsNonRoot" = true } }] } }
}
resource "kubernetes_pod_v1" "pass_user" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    security_context {
      run_as_user = 1000
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "pass_user_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "securityContext" = { "runAsUser" = 1000 }, "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
}
resource "kubernetes_pod_v1" "fail_root" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    security_context {
      run_as_user = 0
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "fail_root_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "securityContext" = { "runAsUser" = 0 }, "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
}
resource "kubernetes_pod_v1" "fail_override" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    security_context {
      run_as_non_root = true
    }
    container {
      name  = "c"
      image = "nginx:1.27"
      security_context {
        run_as_non_root = false
      }
    }
  }
}
resource "kubernetes_manifest" "fail_override_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "securityContext" = { "runAsNonRoot" = true }, "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "runAsNonRoot" = false } }] } }
}
resource "kubernetes_pod_v1" "fail_both" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    security_context {
      run_as_non_root = false
    }
    container {
      name  = "c"
      image = "nginx:1.27"
      security_context {
        run_as_user = 0
      }
    }
  }
}
resource "kubernetes_manifest" "fail_both_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "securityContext" = { "runAsNonRoot" = false }, "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "runAsUser" = 0 } }] } }
}
resource "kubernetes_pod_v1" "fail_zero" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    security_context {
      run_as_user = "0"
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "fail_zero_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "securityContext" = { "runAsUser" = "0" }, "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
}
resource "kubernetes_pod_v1" "pass_all" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      security_context {
        run_as_non_root = true
      }
    }
    container {
      name  = "c"
      image = "nginx:1.27"
      security_context {
        run_as_user = 10
      }
    }
  }
}
resource "kubernetes_manifest" "pass_all_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "runAsNonRoot" = true } }, { "name" = "c", "image" = "nginx:1.27", "securityContext" = { "runAsUser" = 10 } }] } }
}
resource "kubernetes_pod_v1" "fail_one" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      security_context {
        run_as_non_root = true
      }
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "fail_one_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "runAsNonRoot" = true } }, { "name" = "c", "image" = "nginx:1.27" }] } }
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
    }
    container {
      name  = "c"
      image = "nginx:1.27"
      security_context {
        run_as_non_root = true
      }
    }
  }
}
resource "kubernetes_manifest" "fail_init_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "initContainers" = [{ "name" = "c", "image" = "nginx:1.27" }], "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "runAsNonRoot" = true } }] } }
}
