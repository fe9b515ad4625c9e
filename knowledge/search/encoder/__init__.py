"""Sentence vectors from all-MiniLM-L6-v2, without torch and without a model hub.

`weights` finds and checks the published weights, `graph` writes them as an ONNX graph, `build` keeps the runnable form in
a cache folder, `model` names its inputs and output, `encoder` turns texts into vectors; `bot.nlu.encoder` hands them to spaCy
and so to Rasa's stock featurizer.
"""
