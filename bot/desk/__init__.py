"""The advisors' side: who they are, what they see, what they do."""
