"""4. What was said becomes amendments to the action plan: version, route, evidence, gate, decision."""
