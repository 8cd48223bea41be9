resource "google_sql_database_instance" "m" {
  database_version = "MYSQL_8_0"
}
resource "google_sql_user" "fail_root" {
  instance = google_sql_database_instance.m.name
  name     = "root"
  host     = "%"
  password = "x"
}
resource "google_sql_user" "fail_nohost" {
  instance = google_sql_database_instance.m.name
  name     = "root"
}
resource "google_sql_user" "stricter_host" {
  instance = google_sql_database_instance.m.name
  name     = "root"
  host     = "10.0.0.7"
}
