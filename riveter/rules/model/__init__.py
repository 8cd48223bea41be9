"""What rules are made of, and what every part of their evaluation shares."""
