"""The rule language: from YAML to compiled rules. Rules see resources, never syntax."""
