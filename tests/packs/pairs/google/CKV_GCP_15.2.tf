resource "google_bigquery_dataset" "fail_dynamic" {
  dataset_id = "d"
  dynamic "access" {
    for_each = ["projectOwners", "allAuthenticatedUsers"]
    content {
      role          = "READER"
      special_group = access.value
    }
  }
}
resource "google_bigquery_dataset" "pass_writers" {
  dataset_id = "d"
  access {
    role          = "WRITER"
    special_group = "projectWriters"
  }
  access {
    role           = "READER"
    group_by_email = "all@example.com"
  }
}
