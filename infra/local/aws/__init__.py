"""AWS, emulated: every resource type of the AWS stacks, created in moto through boto3."""
