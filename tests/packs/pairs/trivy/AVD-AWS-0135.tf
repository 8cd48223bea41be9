resource "aws_sqs_queue" "pass_key" {
  kms_master_key_id = "arn:aws:kms:eu-west-1:111122223333:key/a"
}

resource "aws_sqs_queue" "fail_none" {
  name = "a"
}

resource "aws_sqs_queue" "fail_of_aws" {
  kms_master_key_id = "alias/aws/sqs"
}
