"""Rule packs: the bundled ones and those of users, and their selected rules."""
