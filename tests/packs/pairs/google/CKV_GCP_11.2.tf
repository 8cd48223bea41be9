variable "networks" {
  default = [{ name = "a", value = "10.1.1.1/32" }, { name = "all", value = "0.0.0.0/0" }]
}
resource "google_sql_database_instance" "fail_objects" {
  settings {
    ip_configuration {
      dynamic "authorized_networks" {
        for_each = var.networks
        iterator = net
        content {
          name  = net.value.name
          value = net.value.value
        }
      }
    }
  }
}
variable "any" {}
resource "google_sql_database_instance" "unknown_value" {
  settings {
    ip_configuration {
      authorized_networks {
        value = var.any
      }
    }
  }
}
resource "google_sql_database_instance" "pass_block" {
  settings {
    ip_configuration {
      ipv4_enabled = true
    }
  }
}
