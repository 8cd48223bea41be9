resource "aws_bedrockagent_agent" "pass_on" {
  guardrail_configuration {
    guardrail_identifier = "x"
    guardrail_version    = "1"
  }
}
resource "aws_bedrockagent_agent" "pass_attr" {
  agent_name = "x"
  guardrail_configuration = [{
    guardrail_identifier = aws_bedrock_guardrail.x.guardrail_id
    guardrail_version    = "DRAFT"
  }]
}
resource "aws_bedrockagent_agent" "fail_absent" {
  agent_name = "x"
}
resource "aws_bedrockagent_agent" "fail_absent2" {
  agent_name       = "x"
  foundation_model = "anthropic.claude-v2"
}
