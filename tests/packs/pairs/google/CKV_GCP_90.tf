resource "google_dataflow_job" "fail_absent" {
  name = "j"
}
resource "google_dataflow_job" "pass_key" {
  name         = "j"
  kms_key_name = "projects/p/locations/l/keyRings/r/cryptoKeys/k"
}
