"""Report the errors of `terraform validate` that need no provider."""
