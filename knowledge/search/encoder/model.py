"""What the model file looks like from outside: all that its writer and its reader agree on."""

INPUT_IDS = "input_ids"  # word-piece ids, int64 (batch, length)
ATTENTION_MASK = "attention_mask"  # 1 where a word piece is, 0 where padding is, int64 (batch, length)
OUTPUT = "sentence_embedding"  # unit vectors, float32 (batch, 384)

# Metadata, "true" or "false": is a text's vector the same whatever texts are run with it? Quantised, it is not, since the
# scale of the 8-bit activations is taken over the whole batch.
INDEPENDENT = "independent_rows"
