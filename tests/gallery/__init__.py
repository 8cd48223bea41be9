"""The examples, deployed and run: `make gallery`."""
