resource "google_notebooks_runtime" "fail_absent" {
  virtual_machine {
    virtual_machine_config {
      machine_type = "n1-standard-4"
    }
  }
}
resource "google_notebooks_runtime" "fail_false" {
  virtual_machine {
    virtual_machine_config {
      internal_ip_only = false
    }
  }
}
resource "google_notebooks_runtime" "pass_true" {
  virtual_machine {
    virtual_machine_config {
      internal_ip_only = true
    }
  }
}
