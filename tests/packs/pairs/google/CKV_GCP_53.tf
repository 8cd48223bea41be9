resource "google_sql_database_instance" "pass_on" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_disconnections"
      value = "on"
    }
  }
}
resource "google_sql_database_instance" "fail_off" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_disconnections"
      value = "off"
    }
  }
}
resource "google_sql_database_instance" "left_my" {
  database_version = "SQLSERVER_2017_STANDARD"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "foo"
      value = "bar"
    }
  }
}
