resource "google_iam_workload_identity_pool_provider" "fail_absent" {
  workload_identity_pool_id = "p"
  attribute_mapping = {
    "google.subject" = "assertion.sub"
  }
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "pass_condition" {
  workload_identity_pool_id = "p"
  attribute_condition       = "\"e968c2ef-047c-498d-8d79-16ca1b61e77e\" in assertion.groups"
  oidc {
    issuer_uri = "https://sts.windows.net/azure-tenant-id"
  }
}
resource "google_iam_workload_identity_pool_provider" "left_aws" {
  workload_identity_pool_id = "p"
  attribute_condition       = "attribute.aws_role==\"arn:aws:sts::999999999999:assumed-role/stack-eu-central-1-lambdaRole\""
  aws {
    account_id = "999999999999"
  }
}
resource "google_iam_workload_identity_pool_provider" "fail_empty" {
  workload_identity_pool_id = "p"
  attribute_condition       = ""
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
