resource "google_iam_workload_identity_pool_provider" "fail_absent" {
  attribute_mapping = {
    "google.subject" = "assertion.sub"
  }
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "pass_repository" {
  attribute_condition = "assertion.repository == 'my-org/my-repo'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "pass_sub" {
  attribute_condition = "assertion.sub == 'repo:my-org/my-repo:ref:refs/heads/main'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "pass_owner" {
  attribute_condition = "assertion.repository_owner == 'my-org'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "fail_abusable" {
  attribute_condition = "assertion.workflow == 'deploy'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "fail_any" {
  attribute_condition = "true"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "left_other" {
  oidc {
    issuer_uri = "https://sts.windows.net/t"
  }
}
