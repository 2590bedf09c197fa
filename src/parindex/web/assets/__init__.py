"""Stylesheets, scripts, fonts and icons, built from npm packages without Node on the machine."""
