resource "google_sql_database_instance" "pass_all" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_statement"
      value = "all"
    }
  }
}
resource "google_sql_database_instance" "pass_mod" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_statement"
      value = "mod"
    }
  }
}
resource "google_sql_database_instance" "pass_ddl" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_statement"
      value = "ddl"
    }
  }
}
resource "google_sql_database_instance" "fail_none" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "log_statement"
      value = "none"
    }
  }
}
resource "google_sql_database_instance" "fail_absent" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-custom-1-3840"
    database_flags {
      name  = "foo"
      value = "bar"
    }
  }
}
