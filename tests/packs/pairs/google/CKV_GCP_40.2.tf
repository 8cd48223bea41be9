resource "google_compute_instance" "fail_dynamic" {
  network_interface {
    dynamic "access_config" {
      for_each = [1]
      content {}
    }
  }
}
resource "google_compute_instance" "pass_dynamic" {
  network_interface {
    dynamic "access_config" {
      for_each = []
      content {}
    }
  }
}
variable "public" { default = false }
resource "google_compute_instance" "pass_switch" {
  network_interface {
    dynamic "access_config" {
      for_each = var.public ? [1] : []
      content {}
    }
  }
}
variable "p" { type = bool }
resource "google_compute_instance" "unknown_switch" {
  network_interface {
    dynamic "access_config" {
      for_each = var.p ? [1] : []
      content {}
    }
  }
}
