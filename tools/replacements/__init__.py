"""Makes the table of the arguments whose change makes the AWS provider replace a resource."""
