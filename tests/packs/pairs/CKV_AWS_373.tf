resource "aws_bedrockagent_agent" "pass_key" {
  agent_name                  = "x"
  customer_encryption_key_arn = aws_kms_key.x.arn
}
resource "aws_bedrockagent_agent" "pass_literal" {
  customer_encryption_key_arn = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_bedrockagent_agent" "fail_absent" {
  agent_name = "x"
}
resource "aws_bedrockagent_agent" "fail_null" {
  customer_encryption_key_arn = null
}
