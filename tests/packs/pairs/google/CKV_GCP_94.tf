resource "google_dataflow_job" "fail_absent" {
  name = "j"
}
resource "google_dataflow_job" "fail_public" {
  ip_configuration = "WORKER_IP_PUBLIC"
}
resource "google_dataflow_job" "pass_private" {
  ip_configuration = "WORKER_IP_PRIVATE"
}
