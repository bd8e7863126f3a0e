"""The local cloud: creates a stack on this machine, AWS in moto through boto3, Alibaba Cloud in a simulator."""
