"""Firefox and WebKit driven by W3C WebDriver, with no package of its own."""
