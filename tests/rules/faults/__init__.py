"""Single faults planted in the complete sample, one file a topic; `FAULTS` of each is collected by its test."""
