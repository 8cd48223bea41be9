resource "google_sql_database_instance" "pass_off" {
  database_version = "MYSQL_8_0"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "local_infile"
      value = "off"
    }
  }
}
resource "google_sql_database_instance" "fail_on" {
  database_version = "MYSQL_8_0"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "local_infile"
      value = "on"
    }
  }
}
resource "google_sql_database_instance" "pass_57" {
  database_version = "MYSQL_5_7"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "foo"
      value = "bar"
    }
    database_flags {
      name  = "local_infile"
      value = "off"
    }
  }
}
resource "google_sql_database_instance" "fail_two" {
  database_version = "MYSQL_5_7"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "foo"
      value = "bar"
    }
    database_flags {
      name  = "local_infile"
      value = "on"
    }
  }
}
resource "google_sql_database_instance" "left_pg" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "foo"
      value = "bar"
    }
  }
}
