"""HCL, the syntax of Terraform and OpenTofu: text to immutable nodes."""

from riveter.hcl.parser import ParseResult, parse, parse_expression, parse_json, parse_template

__all__ = ["ParseResult", "parse", "parse_expression", "parse_json", "parse_template"]
