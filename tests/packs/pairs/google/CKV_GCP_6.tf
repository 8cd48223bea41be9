resource "google_sql_database_instance" "fail_nothing" {
  database_version = "MYSQL_8_0"
  settings {
    tier = "db-f1-micro"
  }
}
resource "google_sql_database_instance" "fail_false" {
  database_version = "MYSQL_5_6"
  settings {
    tier = "db-f1-micro"
    ip_configuration {
      require_ssl = false
    }
  }
}
resource "google_sql_database_instance" "fail_mode" {
  database_version = "POSTGRES_14"
  settings {
    tier = "db-f1-micro"
    ip_configuration {
      ssl_mode = "ALLOW_UNENCRYPTED_AND_ENCRYPTED"
    }
  }
}
resource "google_sql_database_instance" "pass_require" {
  database_version = "MYSQL_8_0"
  settings {
    tier = "db-f1-micro"
    ip_configuration {
      require_ssl = true
    }
  }
}
resource "google_sql_database_instance" "pass_mode" {
  database_version = "MYSQL_8_0"
  settings {
    ip_configuration {
      ipv4_enabled = true
      ssl_mode     = "ENCRYPTED_ONLY"
    }
  }
}
resource "google_sql_database_instance" "pass_trusted" {
  database_version = "MYSQL_8_0"
  settings {
    ip_configuration {
      ssl_mode = "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"
    }
  }
}
resource "google_sql_database_instance" "pass_string" {
  settings {
    ip_configuration {
      require_ssl = "true"
    }
  }
}
