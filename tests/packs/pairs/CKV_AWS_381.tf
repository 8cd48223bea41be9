resource "aws_codegurureviewer_repository_association" "pass_key" {
  kms_key_details {
    encryption_option = "CUSTOMER_MANAGED_CMK"
    kms_key_id        = aws_kms_key.x.key_id
  }
}
resource "aws_codegurureviewer_repository_association" "pass_literal" {
  repository {
    codecommit {
      name = "x"
    }
  }
  kms_key_details {
    encryption_option = "CUSTOMER_MANAGED_CMK"
    kms_key_id        = "12345678-1234-1234-1234-123456789012"
  }
}
resource "aws_codegurureviewer_repository_association" "fail_absent" {
  repository {
    codecommit {
      name = "x"
    }
  }
}
resource "aws_codegurureviewer_repository_association" "fail_owned" {
  kms_key_details {
    encryption_option = "AWS_OWNED_CMK"
  }
}
