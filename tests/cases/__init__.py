"""The core of the cases: states, priorities, routing, briefs."""
