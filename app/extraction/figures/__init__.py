"""What a number means: metric, measure, modality, period, places, claimant."""
