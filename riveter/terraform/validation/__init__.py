"""What `terraform validate` refuses and no provider has to be asked about."""
