"""What riveter evaluates beside what terraform plans, for public examples."""
