resource "google_notebooks_runtime" "fail_absent" {
  virtual_machine {
    virtual_machine_config {
      machine_type = "n1-standard-4"
    }
  }
}
resource "google_notebooks_runtime" "pass_key" {
  virtual_machine {
    virtual_machine_config {
      encryption_config {
        kms_key = google_kms_crypto_key.k.id
      }
    }
  }
}
