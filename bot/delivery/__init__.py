"""How what is said gets out: who waits is told, turns go one at a time, the outbox is sent."""
