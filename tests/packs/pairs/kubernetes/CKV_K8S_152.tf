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
resource "kubernetes_ingress" "fail_lua" {
  metadata {
    name        = "x"
    annotations = { "nginx.ingress.kubernetes.io/server-snippet" = "location / { lua_code_cache off; }" }
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
resource "kubernetes_ingress_v1" "fail_lua" {
  metadata {
    name        = "x"
    annotations = { "nginx.ingress.kubernetes.io/server-snippet" = "location / { lua_code_cache off; }" }
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
resource "kubernetes_manifest" "fail_lua" {
  manifest = yamldecode(<<-EOT
    apiVersion: "networking.k8s.io/v1"
    kind: "Ingress"
    metadata:
      name: "x"
      annotations:
        nginx.ingress.kubernetes.io/server-snippet: "location / { lua_code_cache off; }"
    spec:
      rules:
        - http:
            paths: []
    EOT
  )
}
resource "kubernetes_ingress" "fail_exec" {
  metadata {
    name        = "x"
    annotations = { "nginx.ingress.kubernetes.io/configuration-snippet" = "more_set_headers 'a'; content_by_lua_block { os.execute('id') } " }
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
resource "kubernetes_ingress_v1" "fail_exec" {
  metadata {
    name        = "x"
    annotations = { "nginx.ingress.kubernetes.io/configuration-snippet" = "more_set_headers 'a'; content_by_lua_block { os.execute('id') } " }
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
resource "kubernetes_manifest" "fail_exec" {
  manifest = yamldecode(<<-EOT
    apiVersion: "networking.k8s.io/v1"
    kind: "Ingress"
    metadata:
      name: "x"
      annotations:
        nginx.ingress.kubernetes.io/configuration-snippet: "more_set_headers 'a'; content_by_lua_block { os.execute('id') } "
    spec:
      rules:
        - http:
            paths: []
    EOT
  )
}
