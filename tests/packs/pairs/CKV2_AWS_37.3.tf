resource "aws_codecommit_repository" "pass_each" {
  for_each        = toset(["a"])
  repository_name = each.key
}
resource "aws_codecommit_approval_rule_template_association" "each" {
  for_each                    = toset(["a"])
  approval_rule_template_name = "t"
  repository_name             = aws_codecommit_repository.pass_each[each.key].repository_name
}
