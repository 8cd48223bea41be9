resource "google_sql_database_instance" "pass_number" {
  database_version = "POSTGRES_14"
  settings {
    database_flags {
      name  = "log_temp_files"
      value = 0
    }
  }
}
