resource "aws_codecommit_approval_rule_template" "pass_str" { content = jsonencode({ Version = "2018-11-08", Statements = [{ Type = "Approvers", NumberOfApprovalsNeeded = "2" }] }) }
resource "aws_codecommit_approval_rule_template" "fail_none" { content = jsonencode({ Version = "2018-11-08", Statements = [{ Type = "Approvers" }] }) }
resource "aws_codecommit_approval_rule_template" "fail_two" { content = jsonencode({ Version = "2018-11-08", Statements = [{ Type = "Approvers", NumberOfApprovalsNeeded = 2 }, { Type = "Approvers", NumberOfApprovalsNeeded = 1 }] }) }
