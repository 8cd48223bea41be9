resource "google_bigquery_dataset" "fail_all" {
  dataset_id = "d"
  access {
    role          = "READER"
    special_group = "allAuthenticatedUsers"
  }
}
resource "google_bigquery_dataset" "fail_iam" {
  dataset_id = "d"
  access {
    role       = "VIEWER"
    iam_member = "allUsers"
  }
}
resource "google_bigquery_dataset" "fail_second" {
  dataset_id = "d"
  access {
    role          = "OWNER"
    user_by_email = "a@example.com"
  }
  access {
    role          = "READER"
    special_group = "allAuthenticatedUsers"
  }
}
resource "google_bigquery_dataset" "pass_user" {
  dataset_id = "d"
  access {
    role          = "OWNER"
    user_by_email = google_service_account.b.email
  }
  access {
    role   = "READER"
    domain = "example.com"
  }
}
resource "google_bigquery_dataset" "pass_group" {
  dataset_id = "d"
  access {
    role          = "READER"
    special_group = "projectReaders"
  }
}
resource "google_bigquery_dataset" "pass_view" {
  dataset_id = "d"
  access {
    view {
      project_id = "p"
      dataset_id = "d"
      table_id   = "t"
    }
  }
}
resource "google_bigquery_dataset" "pass_noaccess" {
  dataset_id = "d"
}
