# Principals: blocks of a type are joined, in the order of the SDK's sets.

data "aws_iam_policy_document" "everyone" {
  statement {
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

data "aws_iam_policy_document" "every_account" {
  statement {
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

data "aws_iam_policy_document" "not_everyone" {
  statement {
    not_principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

data "aws_iam_policy_document" "everyone_and_a_service" {
  statement {
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "odd_type" {
  statement {
    principals {
      type        = "*"
      identifiers = ["111122223333"]
    }
  }
}

data "aws_iam_policy_document" "star_twice" {
  statement {
    principals {
      type        = "*"
      identifiers = ["*", "111122223333"]
    }
  }
}

data "aws_iam_policy_document" "several_services" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs.amazonaws.com", "ec2.amazonaws.com", "lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "several_types" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"]
    }
    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::111122223333:saml-provider/corp"]
    }
    principals {
      type        = "CanonicalUser"
      identifiers = ["79a59df900b949e5"]
    }
  }
}

data "aws_iam_policy_document" "two_single_blocks_of_a_type" {
  statement {
    principals {
      type        = "AWS"
      identifiers = ["111122223333"]
    }
    principals {
      type        = "AWS"
      identifiers = ["444455556666"]
    }
  }
}

data "aws_iam_policy_document" "five_blocks_of_a_type" {
  statement {
    dynamic "principals" {
      for_each = [["m", "n"], ["a"], ["z", "b", "y"], ["k"], ["c", "d"]]
      content {
        type        = "AWS"
        identifiers = principals.value
      }
    }
  }
}

data "aws_iam_policy_document" "twenty_blocks_of_a_type" {
  statement {
    dynamic "principals" {
      for_each = range(20)
      content {
        type        = "Service"
        identifiers = ["service-${principals.value}.amazonaws.com"]
      }
    }
  }
}

data "aws_iam_policy_document" "equal_blocks" {
  statement {
    principals {
      type        = "AWS"
      identifiers = ["111122223333", "444455556666"]
    }
    principals {
      type        = "AWS"
      identifiers = ["444455556666", "111122223333"]
    }
  }
}

data "aws_iam_policy_document" "overlapping_blocks" {
  statement {
    principals {
      type        = "AWS"
      identifiers = ["111122223333", "444455556666"]
    }
    principals {
      type        = "AWS"
      identifiers = ["444455556666"]
    }
  }
}

data "aws_iam_policy_document" "no_identifiers" {
  statement {
    principals {
      type        = "AWS"
      identifiers = []
    }
  }
}

data "aws_iam_policy_document" "no_identifiers_beside_some" {
  statement {
    principals {
      type        = "AWS"
      identifiers = []
    }
    principals {
      type        = "AWS"
      identifiers = ["111122223333"]
    }
  }
}

data "aws_iam_policy_document" "identifiers_with_variables" {
  statement {
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:user/&{aws:username}", "b", "z"]
    }
  }
}
