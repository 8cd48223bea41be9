"""Examples that are deployed on this machine, with Moto as AWS, and stay up until they are taken down."""
