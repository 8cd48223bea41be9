resource "google_sql_database_instance" "fail_open" {
  settings {
    ip_configuration {
      authorized_networks {
        name  = "all"
        value = "0.0.0.0/0"
      }
    }
  }
}
resource "google_sql_database_instance" "fail_second" {
  settings {
    ip_configuration {
      authorized_networks {
        value = "192.0.2.1/32"
      }
      authorized_networks {
        value = "0.0.0.0/0"
      }
    }
  }
}
resource "google_sql_database_instance" "fail_dynamic" {
  settings {
    ip_configuration {
      dynamic "authorized_networks" {
        for_each = { a = "10.0.0.1", b = "0.0.0.0/0" }
        content {
          name  = authorized_networks.key
          value = authorized_networks.value
        }
      }
    }
  }
}
resource "google_sql_database_instance" "pass_narrow" {
  settings {
    ip_configuration {
      authorized_networks {
        value = "192.10.10.10/32"
      }
    }
  }
}
resource "google_sql_database_instance" "pass_none" {
  settings {
    tier = "db-f1-micro"
  }
}
resource "google_sql_database_instance" "fail_half" {
  settings {
    ip_configuration {
      authorized_networks {
        value = "0.0.0.0/1"
      }
      authorized_networks {
        value = "128.0.0.0/1"
      }
    }
  }
}
