resource "aws_codecommit_repository" "pass_on" {
  repository_name = "x"
}
resource "aws_codecommit_approval_rule_template_association" "a" {
  approval_rule_template_name = aws_codecommit_approval_rule_template.t.name
  repository_name             = aws_codecommit_repository.pass_on.repository_name
}
resource "aws_codecommit_approval_rule_template" "t" {
  name    = "x"
  content = "{}"
}
resource "aws_codecommit_repository" "pass_two" {
  repository_name = "v"
}
resource "aws_codecommit_approval_rule_template_association" "b" {
  approval_rule_template_name = "x"
  repository_name             = aws_codecommit_repository.pass_two.repository_name
}
resource "aws_codecommit_repository" "fail_alone" {
  repository_name = "y"
}
