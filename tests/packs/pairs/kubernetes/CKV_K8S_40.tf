resource "kubernetes_pod_v1" "pass_high" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    security_context {
      run_as_user = 10001
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "pass_high_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "securityContext" = { "runAsUser" = 10001 }, "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } }
}
resource "kubernetes_manifest" "pass_high_text" {
  manifest = yamldecode(<<-EOT
    apiVersion: "v1"
    kind: "Pod"
    metadata:
      name: "x"
      namespace: "app"
    spec:
      securityContext:
        runAsUser: 10001
      containers:
        - name: "c"
          image: "nginx:1.27"
    EOT
  )
}
resource "kubernetes_manifest" "pass_high_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "securityContext" = { "runAsUser" = 10001 }, "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } } } }
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
resource "kubernetes_pod_v1" "fail_low" {
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
resource "kubernetes_manifest" "fail_low_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "securityContext" = { "runAsUser" = 1000 }, "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
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
        run_as_user = 12345
      }
    }
  }
}
resource "kubernetes_manifest" "pass_container_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "runAsUser" = 12345 } }] } }
}
resource "kubernetes_pod_v1" "fail_override" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    security_context {
      run_as_user = 12345
    }
    container {
      name  = "c"
      image = "nginx:1.27"
      security_context {
        run_as_user = 100
      }
    }
  }
}
resource "kubernetes_manifest" "fail_override_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "securityContext" = { "runAsUser" = 12345 }, "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "runAsUser" = 100 } }] } }
}
resource "kubernetes_pod_v1" "pass_border" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    security_context {
      run_as_user = 10000
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "pass_border_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "securityContext" = { "runAsUser" = 10000 }, "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
}
resource "kubernetes_pod_v1" "fail_below" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    security_context {
      run_as_user = 9999
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "fail_below_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "securityContext" = { "runAsUser" = 9999 }, "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
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
        run_as_user = 20000
      }
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "fail_one_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "securityContext" = { "runAsUser" = 20000 } }, { "name" = "c", "image" = "nginx:1.27" }] } }
}
