"""What the portal tells people beside procedures: guides, frequent questions and those of citizens,
sample dossiers, news, notices of maintenance, banners; and one search over all of it."""
