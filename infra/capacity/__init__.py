"""Pure arithmetic of capacity: queues, time-varying load, autoscaling, traffic shapes and sizing.

Knows neither Pulumi nor a cloud; everything is a function of its arguments. Outside numbers have their source
beside them.
"""
