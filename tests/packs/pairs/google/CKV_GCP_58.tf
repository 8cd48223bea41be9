resource "google_sql_database_instance" "pass_off" {
  database_version = "SQLSERVER_2017_STANDARD"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "cross db ownership chaining"
      value = "off"
    }
  }
}
resource "google_sql_database_instance" "fail_on" {
  database_version = "SQLSERVER_2017_STANDARD"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "cross db ownership chaining"
      value = "on"
    }
  }
}
resource "google_sql_database_instance" "pass_absent" {
  database_version = "SQLSERVER_2019_EXPRESS"
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
