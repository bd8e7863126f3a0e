"""The policy pack: rules as data, and one evaluator for a preview, a `pulumi` run and an export of a stack."""
