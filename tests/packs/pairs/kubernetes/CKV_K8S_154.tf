resource "kubernetes_ingress" "pass_absent" {
  metadata {
    name = "x"
  }
  spec {
    rule {
      http {
        path {
          path = "/"
          backend {
            service_name = "s"
            service_port = 80
          }
        }
      }
    }
  }
}
resource "kubernetes_ingress_v1" "pass_absent" {
  metadata {
    name = "x"
  }
  spec {
    rule {
      http {
        path {
          path = "/"
          backend {
            service_name = "s"
            service_port = 80
          }
        }
      }
    }
  }
}
resource "kubernetes_manifest" "pass_absent" {
  manifest = yamldecode(<<-EOT
    apiVersion: "networking.k8s.io/v1"
    kind: "Ingress"
    metadata:
      name: "x"
    spec:
      rules:
        - http:
            paths: []
    EOT
  )
}
resource "kubernetes_ingress" "fail_alias" {
  metadata {
    name        = "x"
    annotations = { "nginx.ingress.kubernetes.io/server-snippet" = "location /a { alias /etc/; }" }
  }
  spec {
    rule {
      http {
        path {
          path = "/"
          backend {
            service_name = "s"
            service_port = 80
          }
        }
      }
    }
  }
}
resource "kubernetes_ingress_v1" "fail_alias" {
  metadata {
    name        = "x"
    annotations = { "nginx.ingress.kubernetes.io/server-snippet" = "location /a { alias /etc/; }" }
  }
  spec {
    rule {
      http {
        path {
          path = "/"
          backend {
            service_name = "s"
            service_port = 80
          }
        }
      }
    }
  }
}
resource "kubernetes_manifest" "fail_alias" {
  manifest = yamldecode(<<-EOT
    apiVersion: "networking.k8s.io/v1"
    kind: "Ingress"
    metadata:
      name: "x"
      annotations:
        nginx.ingress.kubernetes.io/server-snippet: "location /a { alias /etc/; }"
    spec:
      rules:
        - http:
            paths: []
    EOT
  )
}
resource "kubernetes_ingress" "pass_other" {
  metadata {
    name        = "x"
    annotations = { "nginx.ingress.kubernetes.io/ssl-redirect" = "true" }
  }
  spec {
    rule {
      http {
        path {
          path = "/"
          backend {
            service_name = "s"
            service_port = 80
          }
        }
      }
    }
  }
}
resource "kubernetes_ingress_v1" "pass_other" {
  metadata {
    name        = "x"
    annotations = { "nginx.ingress.kubernetes.io/ssl-redirect" = "true" }
  }
  spec {
    rule {
      http {
        path {
          path = "/"
          backend {
            service_name = "s"
            service_port = 80
          }
        }
      }
    }
  }
}
resource "kubernetes_manifest" "pass_other" {
  manifest = yamldecode(<<-EOT
    apiVersion: "networking.k8s.io/v1"
    kind: "Ingress"
    metadata:
      name: "x"
      annotations:
        nginx.ingress.kubernetes.io/ssl-redirect: "true"
    spec:
      rules:
        - http:
            paths: []
    EOT
  )
}
