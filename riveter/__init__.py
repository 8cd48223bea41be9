"""riveter: a policy-as-code validator for Infrastructure as Code with honest, three-valued verdicts."""

__version__ = "0.1.0"
