resource "kubernetes_pod_v1" "pass_value" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      env {
        name  = "A"
        value = "b"
      }
    }
  }
}
resource "kubernetes_manifest" "pass_value_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "env" = [{ "name" = "A", "value" = "b" }] }] } } } }
}
resource "kubernetes_manifest" "pass_value_text" {
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
          env:
            - name: "A"
              value: "b"
    EOT
  )
}
resource "kubernetes_manifest" "pass_value_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "env" = [{ "name" = "A", "value" = "b" }] }] } } } } } }
}
resource "kubernetes_pod_v1" "fail_secret" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      env {
        name = "A"
        value_from {
          secret_key_ref {
            name = "s"
            key  = "k"
          }
        }
      }
    }
  }
}
resource "kubernetes_manifest" "fail_secret_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "env" = [{ "name" = "A", "valueFrom" = { "secretKeyRef" = { "name" = "s", "key" = "k" } } }] }] } } } }
}
resource "kubernetes_manifest" "fail_secret_text" {
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
          env:
            - name: "A"
              valueFrom:
                secretKeyRef:
                  name: "s"
                  key: "k"
    EOT
  )
}
resource "kubernetes_manifest" "fail_secret_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "env" = [{ "name" = "A", "valueFrom" = { "secretKeyRef" = { "name" = "s", "key" = "k" } } }] }] } } } } } }
}
resource "kubernetes_pod_v1" "fail_from" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      env_from {
        secret_ref {
          name = "s"
        }
      }
    }
  }
}
resource "kubernetes_manifest" "fail_from_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "envFrom" = [{ "secretRef" = { "name" = "s" } }] }] } }
}
resource "kubernetes_pod_v1" "pass_config" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      env {
        name = "A"
        value_from {
          config_map_key_ref {
            name = "s"
            key  = "k"
          }
        }
      }
    }
  }
}
resource "kubernetes_manifest" "pass_config_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "env" = [{ "name" = "A", "valueFrom" = { "configMapKeyRef" = { "name" = "s", "key" = "k" } } }] }] } }
}
resource "kubernetes_pod_v1" "pass_none" {
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
resource "kubernetes_manifest" "pass_none_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
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
      env {
        name  = "A"
        value = "b"
      }
      env {
        name = "B"
        value_from {
          secret_key_ref {
            name = "s"
            key  = "k"
          }
        }
      }
    }
  }
}
resource "kubernetes_manifest" "fail_second_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "env" = [{ "name" = "A", "value" = "b" }, { "name" = "B", "valueFrom" = { "secretKeyRef" = { "name" = "s", "key" = "k" } } }] }] } }
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
      env {
        name = "A"
        value_from {
          secret_key_ref {
            name = "s"
            key  = "k"
          }
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
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "initContainers" = [{ "name" = "c", "image" = "nginx:1.27", "env" = [{ "name" = "A", "valueFrom" = { "secretKeyRef" = { "name" = "s", "key" = "k" } } }] }], "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
}
resource "kubernetes_pod_v1" "pass_volume" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    volume {
      name = "s"
      secret {
        secret_name = "s"
      }
    }
    container {
      name  = "c"
      image = "nginx:1.27"
      volume_mount {
        name       = "s"
        mount_path = "/s"
      }
    }
  }
}
resource "kubernetes_manifest" "pass_volume_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "volumes" = [{ "name" = "s", "secret" = { "secretName" = "s" } }], "containers" = [{ "name" = "c", "image" = "nginx:1.27", "volumeMounts" = [{ "name" = "s", "mountPath" = "/s" }] }] } }
}
