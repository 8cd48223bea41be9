resource "aws_msk_cluster" "pass_key" {
  cluster_name           = "a"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 3
  encryption_info {
    encryption_at_rest_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/a"
  }
}

resource "aws_msk_cluster" "fail_none" {
  cluster_name           = "b"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 3
}
