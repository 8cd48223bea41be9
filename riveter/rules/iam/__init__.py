"""What an IAM policy document allows. The semantics are written down in docs/iam.md."""
