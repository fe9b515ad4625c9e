"""Advisors who work with cases from a chat room, on a platform that only writes down what it is given."""
