resource "google_iam_workload_identity_pool_provider" "pass_attribute" {
  attribute_mapping = {
    "google.subject"       = "assertion.sub"
    "attribute.repository" = "assertion.repository"
  }
  attribute_condition = "attribute.repository == \"my-org/my-repo\""
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "pass_joined" {
  attribute_condition = "assertion.repository_owner == 'my-org' && assertion.ref == 'refs/heads/main'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "fail_or" {
  attribute_condition = "assertion.repository_owner == 'my-org' || true"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "fail_not" {
  attribute_condition = "assertion.repository_owner != 'my-org'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "fail_actor" {
  attribute_condition = "assertion.actor == 'octocat'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "pass_reversed" {
  attribute_condition = "'my-org' == assertion.repository_owner"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "pass_id" {
  attribute_condition = "assertion.repository_owner_id == '12345' && assertion.repository_id == '67890'"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "pass_in" {
  attribute_condition = "assertion.repository in ['my-org/a', 'my-org/b']"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "pass_prefix" {
  attribute_condition = "assertion.repository.startsWith('my-org/')"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "fail_prefix" {
  attribute_condition = "assertion.repository.startsWith('my-org')"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
resource "google_iam_workload_identity_pool_provider" "fail_slash" {
  attribute_condition = "assertion.sub.startsWith('repo:')"
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com/"
  }
}
