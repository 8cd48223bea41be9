resource "kubernetes_pod_v1" "pass_always" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name              = "c"
      image             = "nginx:1.27"
      image_pull_policy = "Always"
    }
  }
}
resource "kubernetes_manifest" "pass_always_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "imagePullPolicy" = "Always" }] } } } }
}
resource "kubernetes_manifest" "pass_always_text" {
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
          imagePullPolicy: "Always"
    EOT
  )
}
resource "kubernetes_manifest" "pass_always_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "imagePullPolicy" = "Always" }] } } } } } }
}
resource "kubernetes_pod_v1" "fail_never" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name              = "c"
      image             = "nginx:1.27"
      image_pull_policy = "IfNotPresent"
    }
  }
}
resource "kubernetes_manifest" "fail_never_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "imagePullPolicy" = "IfNotPresent" }] } } } }
}
resource "kubernetes_manifest" "fail_never_text" {
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
          imagePullPolicy: "IfNotPresent"
    EOT
  )
}
resource "kubernetes_manifest" "fail_never_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "imagePullPolicy" = "IfNotPresent" }] } } } } } }
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
resource "kubernetes_manifest" "fail_absent_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
}
resource "kubernetes_pod_v1" "pass_latest" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:latest"
    }
  }
}
resource "kubernetes_manifest" "pass_latest_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:latest" }] } }
}
resource "kubernetes_pod_v1" "pass_none" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx"
    }
  }
}
resource "kubernetes_manifest" "pass_none_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx" }] } }
}
resource "kubernetes_pod_v1" "fail_digest" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    }
  }
}
resource "kubernetes_manifest" "fail_digest_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" }] } }
}
resource "kubernetes_pod_v1" "fail_mixed" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name              = "c"
      image             = "nginx:1.27"
      image_pull_policy = "Always"
    }
    container {
      name              = "c"
      image             = "nginx:1.27"
      image_pull_policy = "IfNotPresent"
    }
  }
}
resource "kubernetes_manifest" "fail_mixed_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "imagePullPolicy" = "Always" }, { "name" = "c", "image" = "nginx:1.27", "imagePullPolicy" = "IfNotPresent" }] } }
}
