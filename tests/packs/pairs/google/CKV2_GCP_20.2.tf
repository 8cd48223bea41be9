resource "google_sql_database_instance" "pass_string" {
  database_version = "MYSQL_8_0_36"
  settings {
    backup_configuration {
      enabled            = "true"
      binary_log_enabled = "true"
    }
  }
}
resource "google_sql_database_instance" "stricter_disabled" {
  database_version = "MYSQL_8_0"
  settings {
    backup_configuration {
      enabled            = false
      binary_log_enabled = true
    }
  }
}
