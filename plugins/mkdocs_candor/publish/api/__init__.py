"""Our own API, `api/candor/v1/`: what Statuspage's has no words for, each file with its JSON Schema beside it.

Within v1 keys are added, never renamed, removed or given another meaning.
"""
