resource "google_sql_database_instance" "fail_true" {
  settings {
    ip_configuration {
      ipv4_enabled = true
    }
  }
}
resource "google_sql_database_instance" "fail_absent" {
  settings {
    tier = "x"
  }
}
resource "google_sql_database_instance" "fail_private" {
  settings {
    ip_configuration {
      private_network = "n"
    }
  }
}
resource "google_sql_database_instance" "pass_false" {
  settings {
    ip_configuration {
      ipv4_enabled    = false
      private_network = google_compute_network.n.id
    }
  }
}
resource "google_sql_database_instance" "pass_string" {
  settings {
    ip_configuration {
      ipv4_enabled = "false"
    }
  }
}
