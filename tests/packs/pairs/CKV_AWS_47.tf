resource "aws_dax_cluster" "pass_on" {
  cluster_name = "x"
  server_side_encryption {
    enabled = true
  }
}
resource "aws_dax_cluster" "pass_text" {
  server_side_encryption {
    enabled = "true"
  }
}
resource "aws_dax_cluster" "fail_absent" {
  cluster_name = "x"
}
resource "aws_dax_cluster" "fail_off" {
  server_side_encryption {
    enabled = false
  }
}
resource "aws_dax_cluster" "fail_empty" {
  server_side_encryption {}
}
