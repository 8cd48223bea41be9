"""What a real Terraform makes of expressions, and the tables that record it."""
