resource "aws_docdb_cluster" "pass_key" {
  storage_encrypted = true
  kms_key_id        = "arn:aws:kms:eu-west-1:111122223333:key/a"
}

resource "aws_docdb_cluster" "fail_none" {
  storage_encrypted = true
}
