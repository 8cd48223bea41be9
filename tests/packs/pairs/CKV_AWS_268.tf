resource "aws_comprehend_entity_recognizer" "stricter_key" {
  volume_kms_key_id = aws_kms_key.x.arn
}
resource "aws_comprehend_entity_recognizer" "stricter_literal" {
  name              = "x"
  volume_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_comprehend_entity_recognizer" "fail_absent" {
  name = "x"
}
resource "aws_comprehend_entity_recognizer" "fail_model_only" {
  model_kms_key_id = aws_kms_key.x.arn
}
