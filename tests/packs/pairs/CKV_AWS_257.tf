resource "aws_codecommit_approval_rule_template" "pass_2" {
  name    = "a"
  content = jsonencode({ Version = "2018-11-08", DestinationReferences = ["refs/heads/master"], Statements = [{ Type = "Approvers", NumberOfApprovalsNeeded = 2, ApprovalPoolMembers = ["arn:aws:sts::123456789012:assumed-role/R/*"] }] })
}
resource "aws_codecommit_approval_rule_template" "pass_3" {
  name    = "a"
  content = <<EOF
{"Version": "2018-11-08", "Statements": [{"Type": "Approvers", "NumberOfApprovalsNeeded": 3}]}
EOF
}
resource "aws_codecommit_approval_rule_template" "fail_1" {
  name    = "a"
  content = jsonencode({ Version = "2018-11-08", Statements = [{ Type = "Approvers", NumberOfApprovalsNeeded = 1 }] })
}
resource "aws_codecommit_approval_rule_template" "fail_0" {
  name    = "a"
  content = <<EOF
{"Version": "2018-11-08", "DestinationReferences": ["refs/heads/master"], "Statements": [{"Type": "Approvers", "NumberOfApprovalsNeeded": 0}]}
EOF
}
