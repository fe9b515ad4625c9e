"""How a team is told of a case that needs it: which ways settings name, what goes by them, and when."""
