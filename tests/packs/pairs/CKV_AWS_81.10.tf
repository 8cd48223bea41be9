resource "aws_msk_cluster" "looser_absent" { cluster_name = "c" }
resource "aws_msk_cluster" "looser_nokey" {
  cluster_name = "c"
  encryption_info {
    encryption_in_transit { client_broker = "TLS" }
  }
}
resource "aws_msk_cluster" "looser_empty" {
  cluster_name = "c"
  encryption_info {}
}
