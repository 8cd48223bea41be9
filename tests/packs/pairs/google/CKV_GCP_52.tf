resource "google_sql_database_instance" "pass_on" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_connections"
      value = "on"
    }
  }
}
resource "google_sql_database_instance" "fail_off" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_connections"
      value = "off"
    }
  }
}
resource "google_sql_database_instance" "fail_two" {
  database_version = "POSTGRES_12"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_checkpoints"
      value = "on"
    }
    database_flags {
      name  = "log_connections"
      value = "off"
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
