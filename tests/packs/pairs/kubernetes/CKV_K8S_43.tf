resource "kubernetes_pod_v1" "pass_digest" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx@sha256:abababababababababababababababababababababababababababababababab"
    }
  }
}
resource "kubernetes_manifest" "pass_digest_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx@sha256:abababababababababababababababababababababababababababababababab" }] } } } }
}
resource "kubernetes_manifest" "pass_digest_text" {
  manifest = yamldecode(<<-EOT
    apiVersion: "v1"
    kind: "Pod"
    metadata:
      name: "x"
      namespace: "app"
    spec:
      containers:
        - name: "c"
          image: "nginx@sha256:abababababababababababababababababababababababababababababababab"
    EOT
  )
}
resource "kubernetes_manifest" "pass_digest_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx@sha256:abababababababababababababababababababababababababababababababab" }] } } } } } }
}
resource "kubernetes_pod_v1" "fail_tag" {
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
resource "kubernetes_manifest" "fail_tag_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } }
}
resource "kubernetes_manifest" "fail_tag_text" {
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
resource "kubernetes_manifest" "fail_tag_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } } } }
}
resource "kubernetes_pod_v1" "fail_none" {
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
resource "kubernetes_manifest" "fail_none_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx" }] } }
}
resource "kubernetes_pod_v1" "pass_both" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27@sha256:abababababababababababababababababababababababababababababababab"
    }
  }
}
resource "kubernetes_manifest" "pass_both_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27@sha256:abababababababababababababababababababababababababababababababab" }] } }
}
resource "kubernetes_pod_v1" "fail_sha" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:sha256"
    }
  }
}
resource "kubernetes_manifest" "fail_sha_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:sha256" }] } }
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
      image = "nginx@sha256:abababababababababababababababababababababababababababababababab"
    }
  }
}
resource "kubernetes_manifest" "fail_init_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "initContainers" = [{ "name" = "c", "image" = "nginx:1.27" }], "containers" = [{ "name" = "c", "image" = "nginx@sha256:abababababababababababababababababababababababababababababababab" }] } }
}
