resource "aws_memorydb_cluster" "pass_absent" {
  name = "x"
}
resource "aws_memorydb_cluster" "pass_on" {
  tls_enabled = true
}
resource "aws_memorydb_cluster" "fail_off" {
  tls_enabled = false
}
resource "aws_memorydb_cluster" "fail_text" {
  tls_enabled = "false"
}
