"""The examples: how each is deployed, fed and queried."""
