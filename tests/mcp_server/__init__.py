"""`riveter mcp`: a client of the library talks to it, and its tools are called directly."""
