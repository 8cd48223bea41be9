locals {
  base = { foo = "bar" }
}
resource "google_compute_instance" "pass_merge" {
  metadata = merge(local.base, { block-project-ssh-keys = true })
}
resource "google_compute_instance" "fail_merge" {
  metadata = merge(local.base, { block-project-ssh-keys = "FALSE" })
}
resource "google_compute_instance" "fail_empty" {
  metadata = {}
}
variable "meta" {}
resource "google_compute_instance" "unknown_meta" {
  metadata = var.meta
}
