resource "aws_sns_topic" "pass_key" {
  kms_master_key_id = "arn:aws:kms:eu-west-1:111122223333:key/a"
}

resource "aws_sns_topic" "fail_none" {
  name = "a"
}

resource "aws_sns_topic" "looser_of_aws" {
  kms_master_key_id = "alias/aws/sns"
}
