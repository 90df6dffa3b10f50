"""Reports an officer puts together: dimensions, measures, filters; saved, scheduled, sent."""
