"""Conditions of rules, evaluated on resources with three-valued logic."""
