"""A desk to try out: invented advisors, and invented students whose conversations go through the real application."""
