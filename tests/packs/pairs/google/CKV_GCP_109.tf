resource "google_sql_database_instance" "pass_error" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_min_error_statement"
      value = "error"
    }
  }
}
resource "google_sql_database_instance" "fail_panic" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_min_error_statement"
      value = "panic"
    }
  }
}
resource "google_sql_database_instance" "fail_fatal" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_min_error_statement"
      value = "fatal"
    }
    database_flags {
      name  = "log_min_messages"
      value = "fatal"
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
