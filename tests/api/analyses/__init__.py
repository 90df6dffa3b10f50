"""Reports that officers put together, files of the queue, time in steps."""
