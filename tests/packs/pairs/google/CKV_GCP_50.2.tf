resource "google_sql_database_instance" "fail_upper" {
  database_version = "MYSQL_8_0_31"
  settings {
    database_flags {
      name  = "local_infile"
      value = "ON"
    }
  }
}
