resource "google_sql_database_instance" "pass_debug" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_min_messages"
      value = "debug5"
    }
  }
}
resource "google_sql_database_instance" "stricter_error" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_min_messages"
      value = "error"
    }
  }
}
resource "google_sql_database_instance" "pass_warning" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_min_messages"
      value = "warning"
    }
  }
}
resource "google_sql_database_instance" "fail_bad" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_min_messages"
      value = "debug6"
    }
  }
}
resource "google_sql_database_instance" "left_my" {
  database_version = "MYSQL_8_0"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "foo"
      value = "bar"
    }
  }
}
