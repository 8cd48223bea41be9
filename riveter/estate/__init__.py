"""Many repositories at once: each root module is a task, the results are tables, and questions are answered from these.

The libraries of the extra `estate` are imported by the modules that need them, and by no other command.
"""
