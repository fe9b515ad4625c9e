"""Link what a student writes to ids of the knowledge base and to typed values."""
