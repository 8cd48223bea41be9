"""Rule packs from elsewhere."""
