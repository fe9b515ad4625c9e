"""A college's own pack, begun from what is true everywhere and from what IPEDS lists for it."""
