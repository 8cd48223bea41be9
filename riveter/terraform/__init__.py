"""Terraform's semantics: from syntax trees to evaluated resources."""
