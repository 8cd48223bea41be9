resource "aws_ebs_volume" "stricter_alias" {
  encrypted  = true
  kms_key_id = "alias/aws/ebs"
}
resource "aws_ebs_volume" "fail_off" {
  encrypted  = false
  kms_key_id = aws_kms_key.k.arn
}
resource "aws_kms_key" "k" {}
