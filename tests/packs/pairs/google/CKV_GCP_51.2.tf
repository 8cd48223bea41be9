resource "google_sql_database_instance" "pass_dynamic" {
  database_version = "POSTGRES_14"
  settings {
    dynamic "database_flags" {
      for_each = { log_checkpoints = "on", log_connections = "on" }
      content {
        name  = database_flags.key
        value = database_flags.value
      }
    }
  }
}
resource "google_sql_database_instance" "fail_dynamic" {
  database_version = "POSTGRES_14"
  settings {
    dynamic "database_flags" {
      for_each = [{ name = "log_checkpoints", value = "off" }]
      content {
        name  = database_flags.value.name
        value = lookup(database_flags.value, "value", null)
      }
    }
  }
}
variable "v" { default = "POSTGRES_15" }
resource "google_sql_database_instance" "fail_version" {
  database_version = var.v
  settings {
    database_flags {
      name  = "log_checkpoints"
      value = "off"
    }
  }
}
variable "w" {}
resource "google_sql_database_instance" "unknown_value" {
  database_version = "POSTGRES_15"
  settings {
    database_flags {
      name  = "log_checkpoints"
      value = var.w
    }
  }
}
resource "google_sql_database_instance" "unknown_version" {
  database_version = var.w
  settings {
    database_flags {
      name  = "log_checkpoints"
      value = "off"
    }
  }
}
