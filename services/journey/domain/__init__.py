"""What a plan is, which moments follow from it, and when one may leave. Pure."""
