"""Find a record by what people call it: sentence vectors, and names however they are written."""
