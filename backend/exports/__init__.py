"""Files made by the queue: asked for, made in steps that show, taken by whoever asked."""
