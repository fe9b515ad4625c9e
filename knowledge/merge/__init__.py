"""Several sources of one thing made into one record: the more local wins, then the newer, and what lost stays visible.

Pure functions over the model: what is stored where is the store's business.
"""

from knowledge.merge.layer import PACK, Layer, Locality
from knowledge.merge.merge import Merged, merge
from knowledge.merge.references import Lost, dangling, settle

__all__ = ["PACK", "Layer", "Locality", "Lost", "Merged", "dangling", "merge", "settle"]
