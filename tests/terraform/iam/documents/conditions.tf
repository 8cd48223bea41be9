# Conditions: blocks for one test and variable are joined, values stay in their order.

data "aws_iam_policy_document" "order_of_values" {
  statement {
    condition {
      test     = "StringLike"
      variable = "aws:PrincipalArn"
      values   = ["b", "c", "a", "a"]
    }
  }
}

data "aws_iam_policy_document" "no_values" {
  statement {
    condition {
      test     = "StringLike"
      variable = "aws:PrincipalArn"
      values   = []
    }
  }
}

data "aws_iam_policy_document" "empty_value" {
  statement {
    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["", "home/", "home/&{aws:username}/"]
    }
  }
}

data "aws_iam_policy_document" "several_tests_and_variables" {
  statement {
    condition {
      test     = "StringEquals"
      variable = "aws:SourceVpc"
      values   = ["vpc-1"]
    }
    condition {
      test     = "Bool"
      variable = "aws:MultiFactorAuthPresent"
      values   = ["true"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = ["111122223333"]
    }
    condition {
      test     = "ForAllValues:StringEquals"
      variable = "aws:TagKeys"
      values   = ["env", "cost"]
    }
  }
}

data "aws_iam_policy_document" "one_variable_in_two_blocks" {
  statement {
    condition {
      test     = "StringEquals"
      variable = "aws:SourceVpce"
      values   = ["vpce-2"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceVpce"
      values   = ["vpce-1"]
    }
  }
}

data "aws_iam_policy_document" "one_variable_in_many_blocks" {
  statement {
    dynamic "condition" {
      for_each = [["m", "n"], ["a"], ["z", "b", "y"], [], ["c", "d"], ["x"]]
      content {
        test     = "StringEquals"
        variable = "aws:SourceVpce"
        values   = condition.value
      }
    }
  }
}

data "aws_iam_policy_document" "equal_conditions" {
  statement {
    condition {
      test     = "StringEquals"
      variable = "aws:SourceVpce"
      values   = ["vpce-2", "vpce-1"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceVpce"
      values   = ["vpce-2", "vpce-1"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceVpce"
      values   = ["vpce-1", "vpce-2"]
    }
  }
}

data "aws_iam_policy_document" "ampersand_in_names" {
  statement {
    actions = ["s3:&{aws:username}"]
    condition {
      test     = "String&{x}"
      variable = "aws:&{x}"
      values   = ["&{aws:userid}"]
    }
  }
}
