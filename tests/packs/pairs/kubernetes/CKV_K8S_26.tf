resource "kubernetes_pod_v1" "pass_absent" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      port {
        container_port = 80
      }
    }
  }
}
resource "kubernetes_manifest" "pass_absent_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "ports" = [{ "containerPort" = 80 }] }] } } } }
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
          ports:
            - containerPort: 80
    EOT
  )
}
resource "kubernetes_manifest" "pass_absent_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "ports" = [{ "containerPort" = 80 }] }] } } } } } }
}
resource "kubernetes_pod_v1" "fail_port" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      port {
        container_port = 80
        host_port      = 8080
      }
    }
  }
}
resource "kubernetes_manifest" "fail_port_deployment" {
  manifest = { "apiVersion" = "apps/v1", "kind" = "Deployment", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "selector" = { "matchLabels" = { "app" = "x" } }, "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "ports" = [{ "containerPort" = 80, "hostPort" = 8080 }] }] } } } }
}
resource "kubernetes_manifest" "fail_port_text" {
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
          ports:
            - containerPort: 80
              hostPort: 8080
    EOT
  )
}
resource "kubernetes_manifest" "fail_port_cron_job" {
  manifest = { "apiVersion" = "batch/v1", "kind" = "CronJob", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "schedule" = "* * * * *", "jobTemplate" = { "metadata" = {}, "spec" = { "template" = { "metadata" = { "labels" = { "app" = "x" } }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "ports" = [{ "containerPort" = 80, "hostPort" = 8080 }] }] } } } } } }
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
      port {
        container_port = 80
      }
      port {
        container_port = 81
        host_port      = 81
      }
    }
  }
}
resource "kubernetes_manifest" "fail_second_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "ports" = [{ "containerPort" = 80 }, { "containerPort" = 81, "hostPort" = 81 }] }] } }
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
resource "kubernetes_pod_v1" "pass_zero" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      port {
        container_port = 80
        host_port      = 0
      }
    }
  }
}
resource "kubernetes_manifest" "pass_zero_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "ports" = [{ "containerPort" = 80, "hostPort" = 0 }] }] } }
}
resource "kubernetes_pod_v1" "fail_string" {
  metadata {
    name      = "x"
    namespace = "app"
  }
  spec {
    container {
      name  = "c"
      image = "nginx:1.27"
      port {
        container_port = 80
        host_port      = "80"
      }
    }
  }
}
resource "kubernetes_manifest" "fail_string_object" {
  manifest = { "apiVersion" = "v1", "kind" = "Pod", "metadata" = { "name" = "x", "namespace" = "app" }, "spec" = { "containers" = [{ "name" = "c", "image" = "nginx:1.27", "ports" = [{ "containerPort" = 80, "hostPort" = "80" }] }] } }
}
