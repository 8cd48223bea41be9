locals {
  days = 90
}
resource "google_kms_crypto_key" "pass_computed" {
  rotation_period = "${local.days * 24 * 3600}s"
}
resource "google_kms_crypto_key" "fail_computed" {
  rotation_period = "${local.days * 25 * 3600}s"
}
variable "period" {}
resource "google_kms_crypto_key" "unknown_period" {
  rotation_period = var.period
}
resource "google_kms_crypto_key" "fail_null" {
  rotation_period = null
}
resource "google_kms_crypto_key" "fail_purpose" {
  purpose = "ENCRYPT_DECRYPT"
}
