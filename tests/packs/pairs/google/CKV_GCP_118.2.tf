resource "google_iam_workload_identity_pool_provider" "fail_null" {
  attribute_condition = null
  oidc {
    issuer_uri = "https://gitlab.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "unknown_var" {
  attribute_condition = var.c
  oidc {
    issuer_uri = "https://gitlab.com"
  }
}
variable "c" {}
