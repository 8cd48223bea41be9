resource "google_sql_database_instance" "pass_both" {
  settings {
    ip_configuration {
      require_ssl = false
      ssl_mode    = "ENCRYPTED_ONLY"
    }
  }
}
resource "google_sql_database_instance" "fail_both" {
  settings {
    ip_configuration {
      require_ssl = true
      ssl_mode    = "ALLOW_UNENCRYPTED_AND_ENCRYPTED"
    }
  }
}
resource "google_sql_database_instance" "fail_server" {
  database_version = "SQLSERVER_2019_STANDARD"
  settings {
    ip_configuration {
      ipv4_enabled = true
    }
  }
}
resource "google_sql_database_instance" "fail_null" {
  settings {
    ip_configuration {
      require_ssl = null
    }
  }
}
