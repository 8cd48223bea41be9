"""Terraform's functions, by theme. `lookup(name)` finds one; see `registry` for how they are declared and called."""

from riveter.terraform.functions.catalogue import function_names, lookup, makes_texts
from riveter.terraform.functions.registry import CallContext, Function, FunctionError

__all__ = ["CallContext", "Function", "FunctionError", "function_names", "lookup", "makes_texts"]
