"""Kill the server at random points under load, and see whether anything that was accepted is lost or answered twice."""
