"""Verdicts for every value of an input variable: case by case, with the ordinary evaluator."""
