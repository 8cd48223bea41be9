resource "kubernetes_pod_v1" "pass_other" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    volume {
      name = "v"
      host_path {
        path = "/var/log"
      }
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "pass_other_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "volumes" = [{ "name" = "v", "hostPath" = { "path" = "/var/log" } }], "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } }
}
resource "kubernetes_manifest" "pass_other_text" {
  manifest = yamldecode(<<-EOT
    apiVersion: "v1"
    kind: "Pod"
    metadata:
      name: "x"
      namespace: "app"
    spec:
      volumes:
        - name: "v"
          hostPath:
            path: "/var/log"
      containers:
        - name: "c"
          image: "nginx:1.27"
    EOT
  )
}
resource "kubernetes_manifest" "pass_other_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "volumes" = [{ "name" = "v", "hostPath" = { "path" = "/var/log" } }], "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } } } }
}
resource "kubernetes_pod_v1" "fail_socket" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    volume {
      name = "v"
      host_path {
        path = "/var/run/docker.sock"
        type = "Socket"
      }
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "fail_socket_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "volumes" = [{ "name" = "v", "hostPath" = { "path" = "/var/run/docker.sock", "type" = "Socket" } }], "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } }
}
resource "kubernetes_manifest" "fail_socket_text" {
  manifest = yamldecode(<<-EOT
    apiVersion: "v1"
    kind: "Pod"
    metadata:
      name: "x"
      namespace: "app"
    spec:
      volumes:
        - name: "v"
          hostPath:
            path: "/var/run/docker.sock"
            type: "Socket"
      containers:
        - name: "c"
          image: "nginx:1.27"
    EOT
  )
}
resource "kubernetes_manifest" "fail_socket_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "volumes" = [{ "name" = "v", "hostPath" = { "path" = "/var/run/docker.sock", "type" = "Socket" } }], "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } } } } } }
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
resource "kubernetes_pod_v1" "pass_empty" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    volume {
      name = "v"
      empty_dir {
      }
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "pass_empty_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "volumes" = [{ "name" = "v", "emptyDir" = {} }], "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
}
resource "kubernetes_pod_v1" "fail_second" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    volume {
      name = "u"
      empty_dir {
      }
    }
    volume {
      name = "v"
      host_path {
        path = "/var/run/docker.sock"
      }
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "fail_second_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "volumes" = [{ "name" = "u", "emptyDir" = {} }, { "name" = "v", "hostPath" = { "path" = "/var/run/docker.sock" } }], "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
}
resource "kubernetes_pod_v1" "fail_run" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    volume {
      name = "v"
      host_path {
        path = "/run/docker.sock"
      }
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "fail_run_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "volumes" = [{ "name" = "v", "hostPath" = { "path" = "/run/docker.sock" } }], "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
}
resource "kubernetes_pod_v1" "fail_slash" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    volume {
      name = "v"
      host_path {
        path = "/var/run/docker.sock/"
      }
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "fail_slash_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "volumes" = [{ "name" = "v", "hostPath" = { "path" = "/var/run/docker.sock/" } }], "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
}
resource "kubernetes_pod_v1" "pass_pvc" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    volume {
      name = "v"
      persistent_volume_claim {
        claim_name = "x"
      }
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "pass_pvc_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "volumes" = [{ "name" = "v", "persistentVolumeClaim" = { "claimName" = "x" } }], "containers" = [{ "name" = "c", "image" = "nginx:1.27" }] } }
}
