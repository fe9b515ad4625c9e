"""The sentence encoder of `knowledge/search` as a spaCy component, which Rasa's stock featurizer reads."""
