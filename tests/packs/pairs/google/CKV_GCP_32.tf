resource "google_compute_instance" "fail_absent" {
  name = "i"
}
resource "google_compute_instance" "fail_false" {
  metadata = {
    block-project-ssh-keys = false
  }
}
resource "google_compute_instance" "fail_other" {
  metadata = {
    foo = "bar"
  }
}
resource "google_compute_instance" "pass_true" {
  metadata = {
    block-project-ssh-keys = true
  }
}
resource "google_compute_instance" "pass_string" {
  metadata = {
    "block-project-ssh-keys" = "TRUE"
  }
}
resource "google_compute_instance_template" "fail_false" {
  metadata = {
    block-project-ssh-keys = "false"
  }
}
resource "google_compute_instance_template" "pass_true" {
  metadata = {
    block-project-ssh-keys = true
  }
}
resource "google_compute_instance_from_template" "pass_true" {
  source_instance_template = "t"
  metadata = {
    block-project-ssh-keys = true
  }
}
resource "google_compute_instance_from_template" "fail_false" {
  source_instance_template = "t"
  metadata = {
    block-project-ssh-keys = false
  }
}
