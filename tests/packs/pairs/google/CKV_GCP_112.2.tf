resource "google_kms_crypto_key_iam_policy" "fail_local" {
  crypto_key_id = "k"
  policy_data   = local.policy
}
locals {
  policy = jsonencode({ bindings = [for r in ["roles/cloudkms.admin"] : { role = r, members = ["allUsers"] }] })
}
resource "google_kms_crypto_key_iam_policy" "fail_condition" {
  crypto_key_id = "k"
  policy_data   = data.google_iam_policy.c.policy_data
}
data "google_iam_policy" "c" {
  binding {
    role    = "roles/cloudkms.admin"
    members = ["allUsers"]
    condition {
      title      = "t"
      expression = "request.time < timestamp(\"2030-01-01T00:00:00Z\")"
    }
  }
}
