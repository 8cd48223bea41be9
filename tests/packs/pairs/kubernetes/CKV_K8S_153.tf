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
resource "kubernetes_ingress" "pass_other" {
  metadata {
    name        = "x"
    annotations = { "nginx.ingress.kubernetes.io/rewrite-target" = "/" }
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
    annotations = { "nginx.ingress.kubernetes.io/rewrite-target" = "/" }
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
        nginx.ingress.kubernetes.io/rewrite-target: "/"
    spec:
      rules:
        - http:
            paths: []
    EOT
  )
}
resource "kubernetes_ingress" "fail_server" {
  metadata {
    name        = "x"
    annotations = { "nginx.ingress.kubernetes.io/server-snippet" = "more_set_headers 'a';" }
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
resource "kubernetes_ingress_v1" "fail_server" {
  metadata {
    name        = "x"
    annotations = { "nginx.ingress.kubernetes.io/server-snippet" = "more_set_headers 'a';" }
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
resource "kubernetes_manifest" "fail_server" {
  manifest = yamldecode(<<-EOT
    apiVersion: "networking.k8s.io/v1"
    kind: "Ingress"
    metadata:
      name: "x"
      annotations:
        nginx.ingress.kubernetes.io/server-snippet: "more_set_headers 'a';"
    spec:
      rules:
        - http:
            paths: []
    EOT
  )
}
resource "kubernetes_ingress" "fail_configuration" {
  metadata {
    name        = "x"
    annotations = { "nginx.ingress.kubernetes.io/configuration-snippet" = "more_set_headers 'a';" }
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
resource "kubernetes_ingress_v1" "fail_configuration" {
  metadata {
    name        = "x"
    annotations = { "nginx.ingress.kubernetes.io/configuration-snippet" = "more_set_headers 'a';" }
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
resource "kubernetes_manifest" "fail_configuration" {
  manifest = yamldecode(<<-EOT
    apiVersion: "networking.k8s.io/v1"
    kind: "Ingress"
    metadata:
      name: "x"
      annotations:
        nginx.ingress.kubernetes.io/configuration-snippet: "more_set_headers 'a';"
    spec:
      rules:
        - http:
            paths: []
    EOT
  )
}
resource "kubernetes_ingress" "fail_auth" {
  metadata {
    name        = "x"
    annotations = { "nginx.ingress.kubernetes.io/auth-snippet" = "proxy_set_header Foo bar;" }
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
resource "kubernetes_ingress_v1" "fail_auth" {
  metadata {
    name        = "x"
    annotations = { "nginx.ingress.kubernetes.io/auth-snippet" = "proxy_set_header Foo bar;" }
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
resource "kubernetes_manifest" "fail_auth" {
  manifest = yamldecode(<<-EOT
    apiVersion: "networking.k8s.io/v1"
    kind: "Ingress"
    metadata:
      name: "x"
      annotations:
        nginx.ingress.kubernetes.io/auth-snippet: "proxy_set_header Foo bar;"
    spec:
      rules:
        - http:
            paths: []
    EOT
  )
}
