resource "google_sql_database_instance" "pass_zero" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_temp_files"
      value = "0"
    }
  }
}
resource "google_sql_database_instance" "fail_ten" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_temp_files"
      value = "10"
    }
  }
}
resource "google_sql_database_instance" "fail_minus" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_temp_files"
      value = "-1"
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
