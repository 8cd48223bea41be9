resource "google_sql_database_instance" "fail_56" {
  database_version = "MYSQL_5_6"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "foo"
      value = "bar"
    }
  }
}
resource "google_sql_database_instance" "fail_57" {
  database_version = "MYSQL_5_7"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "foo"
      value = "bar"
    }
  }
}
resource "google_sql_database_instance" "fail_96" {
  database_version = "POSTGRES_9_6"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "foo"
      value = "bar"
    }
  }
}
resource "google_sql_database_instance" "fail_11" {
  database_version = "POSTGRES_11"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "foo"
      value = "bar"
    }
  }
}
resource "google_sql_database_instance" "fail_2017" {
  database_version = "SQLSERVER_2017_EXPRESS"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "foo"
      value = "bar"
    }
  }
}
resource "google_sql_database_instance" "pass_17" {
  database_version = "POSTGRES_17"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "foo"
      value = "bar"
    }
  }
}
resource "google_sql_database_instance" "pass_84" {
  database_version = "MYSQL_8_4"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "foo"
      value = "bar"
    }
  }
}
resource "google_sql_database_instance" "pass_2022" {
  database_version = "SQLSERVER_2022_STANDARD"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "foo"
      value = "bar"
    }
  }
}
