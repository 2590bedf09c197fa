"""Files and cited documents that stand behind something: kept by content, checked, never erased."""
