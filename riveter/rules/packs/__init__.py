"""Rule packs: which there are, and what they select."""
