resource "aws_kms_key" "aux" {}
resource "aws_comprehend_entity_recognizer" "stricter_lit" {
  name             = "c"
  model_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_comprehend_entity_recognizer" "stricter_ref" {
  name             = "c"
  model_kms_key_id = aws_kms_key.aux.arn
}
resource "aws_comprehend_entity_recognizer" "fail_absent" {
  name          = "c"
  language_code = "en"
}
resource "aws_comprehend_entity_recognizer" "fail_volume" {
  name              = "c"
  volume_kms_key_id = "k"
}
