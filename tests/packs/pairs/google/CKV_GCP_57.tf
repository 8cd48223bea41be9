resource "google_sql_database_instance" "pass_minus" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_min_duration_statement"
      value = "-1"
    }
  }
}
resource "google_sql_database_instance" "fail_one" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_min_duration_statement"
      value = "1"
    }
  }
}
resource "google_sql_database_instance" "fail_zero" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_min_duration_statement"
      value = "0"
    }
  }
}
resource "google_sql_database_instance" "pass_absent" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "foo"
      value = "bar"
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
