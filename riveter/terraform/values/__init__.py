"""Terraform's values: types, conversion, unification, marks, numbers, unknowns."""
