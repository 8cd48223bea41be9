resource "aws_bedrockagent_agent" "fail_emptyattr" {
  guardrail_configuration = []
}
resource "aws_bedrockagent_agent" "pass_dyn" {
  dynamic "guardrail_configuration" {
    for_each = ["x"]
    content {
      guardrail_identifier = guardrail_configuration.value
      guardrail_version    = "1"
    }
  }
}
