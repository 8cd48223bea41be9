resource "aws_neptune_cluster" "pass_key" {
  storage_encrypted = true
  kms_key_arn       = "arn:aws:kms:eu-west-1:111122223333:key/a"
}

resource "aws_neptune_cluster" "fail_none" {
  storage_encrypted = true
}
