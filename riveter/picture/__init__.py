"""Pictures of a configuration: its resources, what they refer to, and what rules found."""
