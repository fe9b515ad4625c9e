"""The way of a message: guard, agent, outcome; the same for every channel."""
