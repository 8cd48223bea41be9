resource "google_sql_database_instance" "pass_log" {
  database_version = "MYSQL_8_0"
  settings {
    backup_configuration {
      enabled            = true
      binary_log_enabled = true
    }
  }
}
resource "google_sql_database_instance" "fail_absent" {
  database_version = "MYSQL_8_0"
  settings {
    backup_configuration {
      enabled = true
    }
  }
}
resource "google_sql_database_instance" "fail_false" {
  database_version = "MYSQL_5_7"
  settings {
    backup_configuration {
      enabled            = true
      binary_log_enabled = false
    }
  }
}
resource "google_sql_database_instance" "fail_none" {
  database_version = "MYSQL_8_0"
  settings {
    tier = "x"
  }
}
