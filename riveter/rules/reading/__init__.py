"""YAML files to rules."""
