resource "google_sql_database_instance" "pass_enabled" {
  database_version = "MYSQL_8_0"
  settings {
    backup_configuration {
      enabled = true
    }
  }
}
resource "google_sql_database_instance" "fail_absent" {
  database_version = "MYSQL_8_0"
  settings {
    tier = "x"
  }
}
resource "google_sql_database_instance" "fail_false" {
  database_version = "POSTGRES_15"
  settings {
    backup_configuration {
      enabled = false
    }
  }
}
resource "google_sql_database_instance" "fail_empty" {
  settings {
    backup_configuration {
      start_time = "20:55"
    }
  }
}
