resource "kubernetes_pod_v1" "pass_probe" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      liveness_probe {
        http_get {
          path = "/"
          port = 80
        }
      }
    }
  }
}
resource "kubernetes_manifest" "pass_probe_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "livenessProbe" = { "httpGet" = { "path" = "/", "ports" = [80] } } }] } } } }
}
resource "kubernetes_manifest" "pass_probe_text" {
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
          livenessProbe:
            httpGet:
              path: "/"
              ports:
                - 80
    EOT
  )
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
resource "kubernetes_pod_v1" "fail_second" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      liveness_probe {
        http_get {
          path = "/"
          port = 80
        }
      }
    }
    container {
      name  = "c"
      image = "nginx:1.27"
    }
  }
}
resource "kubernetes_manifest" "fail_second_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "livenessProbe" = { "httpGet" = { "path" = "/", "ports" = [80] } } }, { "name" = "c", "image" = "nginx:1.27" }] } }
}
resource "kubernetes_pod_v1" "fail_other" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      readiness_probe {
        http_get {
          path = "/"
          port = 80
        }
      }
    }
  }
}
resource "kubernetes_manifest" "fail_other_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "readinessProbe" = { "httpGet" = { "path" = "/", "ports" = [80] } } }] } }
}
resource "kubernetes_pod_v1" "pass_tcp" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      liveness_probe {
        tcp_socket {
          port = 80
        }
      }
    }
  }
}
resource "kubernetes_manifest" "pass_tcp_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "livenessProbe" = { "tcpSocket" = { "ports" = [80] } } }] } }
}
resource "kubernetes_pod_v1" "pass_exec" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      liveness_probe {
        exec {
          command = ["true"]
        }
      }
    }
  }
}
resource "kubernetes_manifest" "pass_exec_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "livenessProbe" = { "exec" = { "command" = ["true"] } } }] } }
}
resource "kubernetes_pod_v1" "fail_startup" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      startup_probe {
        http_get {
          path = "/"
          port = 80
        }
      }
    }
  }
}
resource "kubernetes_manifest" "fail_startup_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "startupProbe" = { "httpGet" = { "path" = "/", "ports" = [80] } } }] } }
}
