"""Evaluate IAM policy documents. docs/iam.md describes the semantics."""
