"""The server for coding agents: it answers by the Model Context Protocol. (`mcp` is the name of the library.)"""
