resource "google_bigtable_instance" "fail_absent" {
  name = "i"
  cluster {
    cluster_id = "c"
  }
}
resource "google_bigtable_instance" "pass_key" {
  name = "i"
  cluster {
    cluster_id   = "c"
    kms_key_name = "projects/p/locations/l/keyRings/r/cryptoKeys/k"
  }
}
resource "google_bigtable_instance" "fail_second" {
  name = "i"
  cluster {
    cluster_id   = "c"
    kms_key_name = "projects/p/locations/l/keyRings/r/cryptoKeys/k"
  }
  cluster {
    cluster_id = "c2"
  }
}
