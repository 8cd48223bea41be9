"""Makes the tables of what a provider plans for arguments that nobody set."""
