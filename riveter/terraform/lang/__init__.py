"""The expression language: scope, evaluator, traversals, calls, templates, bodies."""
