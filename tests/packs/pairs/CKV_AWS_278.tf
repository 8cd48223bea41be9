resource "aws_memorydb_snapshot" "pass_key" {
  kms_key_arn = aws_kms_key.x.arn
}
resource "aws_memorydb_snapshot" "pass_literal" {
  cluster_name = "x"
  kms_key_arn  = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_memorydb_snapshot" "fail_absent" {
  cluster_name = "x"
}
resource "aws_memorydb_snapshot" "fail_empty" {
  kms_key_arn = ""
}
