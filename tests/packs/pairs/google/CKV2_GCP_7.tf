resource "google_sql_database_instance" "left_root" {
  database_version = "MYSQL_8_0"
}
resource "google_sql_user" "fail_root" {
  instance = google_sql_database_instance.left_root.name
  name     = "root"
  host     = "%"
}
resource "google_sql_database_instance" "left_host" {
  database_version = "MYSQL_8_0"
}
resource "google_sql_user" "pass_u" {
  instance = google_sql_database_instance.left_host.name
  name     = "root"
  host     = "10.0.0.1"
  password = "x"
}
